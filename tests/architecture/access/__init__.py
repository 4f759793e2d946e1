"""Who may open which address: data only, one module per app or applet, each with `RULES`."""
