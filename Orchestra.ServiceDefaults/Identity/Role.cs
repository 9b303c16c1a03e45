namespace Orchestra.ServiceDefaults.Identity;

/// <summary>What a member or a key may be.</summary>
public enum Role
{
    /// <summary>Reads.</summary>
    Viewer,

    /// <summary>Also runs.</summary>
    TestRunner,

    /// <summary>Also imports, generates and edits.</summary>
    TestDesigner,

    /// <summary>Also manages members, keys, settings and environments.</summary>
    OrgAdmin,

    /// <summary>Creates tenants and sees nothing of them; manages the platform's own keys.</summary>
    PlatformAdmin,
}
