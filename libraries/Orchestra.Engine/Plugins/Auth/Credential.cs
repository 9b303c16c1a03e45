namespace Orchestra.Engine.Plugins.Auth;

/// <summary>What shows a service who calls it.</summary>
/// <param name="Place">Where it travels.</param>
/// <param name="Name">The header's, parameter's or cookie's name.</param>
/// <param name="Value">What is sent.</param>
internal sealed record Credential(CredentialPlace Place, string Name, string Value)
{
    /// <summary>The token in it, where it was bought; null where the profile itself says the value.</summary>
    public AccessToken? Token { get; init; }

    /// <summary>Without the value: a record would write it.</summary>
    public override string ToString() => $"{Place} {Name}";
}
