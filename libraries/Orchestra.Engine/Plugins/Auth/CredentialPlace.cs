namespace Orchestra.Engine.Plugins.Auth;

/// <summary>Where a credential travels.</summary>
internal enum CredentialPlace
{
    /// <summary>A header, or metadata.</summary>
    Header,

    /// <summary>A parameter of the query.</summary>
    Query,

    /// <summary>A cookie.</summary>
    Cookie,
}
