namespace Orchestra.ServiceDefaults;

/// <summary>The name of the running service.</summary>
/// <param name="Name">For example <c>api</c>.</param>
public sealed record ServiceIdentity(string Name);
