namespace Orchestra.Modeling.Paths;

/// <summary>The paths would be more than was asked for, or more than fit into memory: the message says how many and what to do.</summary>
public sealed class PathLimitException(string message) : Exception(message);
