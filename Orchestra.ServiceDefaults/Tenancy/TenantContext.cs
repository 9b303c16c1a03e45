using Orchestra.ServiceDefaults.Identity;

namespace Orchestra.ServiceDefaults.Tenancy;

/// <summary>The principal of the request at hand; scoped to it.</summary>
public sealed class TenantContext
{
    private Principal? _principal;

    /// <summary>Who asks.</summary>
    /// <exception cref="InvalidOperationException">The code runs outside an authorised request.</exception>
    public Principal Principal =>
        _principal ?? throw new InvalidOperationException("no principal: the code runs outside an authorised request");

    /// <summary>The tenant that they act in.</summary>
    public Guid TenantId => Principal.TenantId;

    /// <summary>The tenant, or null outside an authorised request: then the database shows no row at all.</summary>
    public Guid? TenantIdOrNull => _principal?.TenantId;

    internal void Set(Principal principal) => _principal = principal;
}
