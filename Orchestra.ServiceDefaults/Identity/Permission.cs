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

    /// <summary>Creating tenants.</summary>
    ManagePlatform,
}
