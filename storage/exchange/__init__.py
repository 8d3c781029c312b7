"""Files in and out: tables read from spreadsheets, people and placements written to them."""
