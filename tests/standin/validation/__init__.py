"""Discord's limits: each reader takes what the bot sent, and raises 50035 with the path of every fault."""
