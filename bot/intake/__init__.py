"""What people send, turned into text: messages, attachments, files. Imports no Discord types."""
