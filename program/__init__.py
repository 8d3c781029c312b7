"""What is true: records, changes, commands, rules and views. Knows no screen, no database and no paper."""
