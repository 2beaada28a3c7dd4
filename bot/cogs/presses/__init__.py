"""What the buttons and menus under an answer do. Each press finds all it needs by the message it stands under."""
