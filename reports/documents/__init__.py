"""One file per document; each tells only its story and leaves type, frames and tables to the paper."""
