namespace Orchestra.ServiceDefaults.Identity;

/// <summary>Tenants that exist from the first migration on.</summary>
public static class WellKnownTenants
{
    /// <summary>Holds the platform administrators' keys and nothing else.</summary>
    public static readonly Guid Platform = new("00000000-0000-7000-8000-000000000001");

    /// <summary>The tenant of the development principal.</summary>
    public static readonly Guid Development = new("00000000-0000-7000-8000-000000000002");
}
