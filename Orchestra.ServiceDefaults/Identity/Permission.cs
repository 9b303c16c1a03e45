namespace Orchestra.ServiceDefaults.Identity;

/// <summary>What an endpoint asks for.</summary>
public enum Permission
{
    /// <summary>Reading (V).</summary>
    View,

    /// <summary>Running and cancelling (R).</summary>
    Run,

    /// <summary>Changing artifacts (D).</summary>
    Design,

    /// <summary>Changing the tenant (A).</summary>
    Administer,

    /// <summary>Listing, changing and revoking the API keys of one's own tenant.</summary>
    ManageKeys,

    /// <summary>Creating tenants.</summary>
    ManagePlatform,
}
