rcParams: dict[str, object]
