namespace Orchestra.Engine.Execution;

/// <summary>A reference names a secret that is not there. Whoever carries out a step makes a VALIDATION_ERROR of it and sends nothing.</summary>
public sealed class SecretMissingException(string name)
    : Exception($"there is no secret '{name}': an administrator creates it in the vault")
{
    /// <summary>The name in the reference.</summary>
    public string Name { get; } = name;
}
