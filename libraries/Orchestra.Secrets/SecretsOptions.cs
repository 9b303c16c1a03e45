namespace Orchestra.Secrets;

/// <summary>Where the master key comes from, and what references may reach besides the vault.</summary>
public sealed class SecretsOptions
{
    /// <summary>Configuration section.</summary>
    public const string Section = "Secrets";

    /// <summary>Master keys, the current one first, separated by blanks, line ends or commas; the others only open what they wrapped.</summary>
    /// <value>None by default: then nothing can be kept. Each has at least 32 characters, for example <c>openssl rand -base64 32</c>.</value>
    public string? MasterKey { get; set; }

    /// <summary>A file with what <see cref="MasterKey"/> would hold; it wins over that.</summary>
    public string? MasterKeyFile { get; set; }

    /// <summary>Whether <c>secret:env:NAME</c> reads the variable <c>ORCHESTRA_SECRET_&lt;TENANT&gt;_NAME</c>.</summary>
    /// <value>Off by default.</value>
    public bool AllowEnvironment { get; set; }

    /// <summary>The folder whose sub-folder of a tenant <c>secret:file:NAME</c> reads from.</summary>
    /// <value>None by default: such references name nothing.</value>
    public string? FileRoot { get; set; }
}
