namespace Orchestra.ServiceDefaults.Identity;

/// <summary>What an endpoint asks for.</summary>
/// <param name="Permission">The permission.</param>
public sealed record PermissionMetadata(Permission Permission);
