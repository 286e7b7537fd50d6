"""What each command does, said through a console that only ``cli`` makes: nothing here prints or exits."""
