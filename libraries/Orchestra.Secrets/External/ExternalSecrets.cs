using System.Text.RegularExpressions;

namespace Orchestra.Secrets.External;

/// <summary>
/// Secrets that the operator gives a tenant in the environment or in files. Both are off by default, and neither reaches anything but what
/// carries the tenant's own id.
/// </summary>
public sealed partial class ExternalSecrets(SecretsOptions options)
{
    private const string EnvironmentPrefix = "env:";
    private const string FilePrefix = "file:";

    /// <summary>The value of <c>env:NAME</c> or <c>file:NAME</c>; null for any other name and where there is none.</summary>
    public string? Find(Guid tenantId, string name)
    {
        if (options.AllowEnvironment && name.StartsWith(EnvironmentPrefix, StringComparison.Ordinal))
        {
            var variable = name[EnvironmentPrefix.Length..];
            return Variable().IsMatch(variable) ? Usable(Environment.GetEnvironmentVariable(VariableOf(tenantId, variable))) : null;
        }

        return options.FileRoot is { Length: > 0 } root && name.StartsWith(FilePrefix, StringComparison.Ordinal)
            ? Usable(ReadFile(root, tenantId, name[FilePrefix.Length..]))
            : null;
    }

    /// <summary>The variable behind <c>secret:env:NAME</c>. A tenant's id has one length, so no tenant's prefix begins another's.</summary>
    public static string VariableOf(Guid tenantId, string name) => $"ORCHESTRA_SECRET_{tenantId:N}".ToUpperInvariant() + "_" + name;

    private static string? ReadFile(string root, Guid tenantId, string name)
    {
        // No separator can be in a name; two dots would still be the folder above.
        if (!SecretRules.IsName(name) || name.Trim('.').Length == 0)
        {
            return null;
        }

        var folder = Path.Combine(Path.GetFullPath(root), tenantId.ToString());
        try
        {
            // Links lead where they lead: only inside the tenant's own folder, whatever somebody put there (Kubernetes links to ..data there).
            var home = RealPath(folder) + Path.DirectorySeparatorChar;
            var path = RealPath(Path.Combine(folder, name));
            if (
                !path.StartsWith(home, StringComparison.Ordinal)
                || new FileInfo(path) is not { Exists: true, Length: <= SecretRules.MaxBytes + 2 }
            )
            {
                return null;
            }

            var text = File.ReadAllText(path);
            // Editors and echo end a file with a line end that nobody means.
            return text.EndsWith("\r\n", StringComparison.Ordinal) ? text[..^2]
                : text.EndsWith('\n') ? text[..^1]
                : text;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }

    private static string RealPath(string path, int links = 0)
    {
        if (links > 20)
        {
            throw new IOException("too many links");
        }

        var real = Path.GetPathRoot(path)!;
        foreach (var part in path[real.Length..].Split(Path.DirectorySeparatorChar, StringSplitOptions.RemoveEmptyEntries))
        {
            var next = Path.Combine(real, part);
            real = new FileInfo(next).LinkTarget is { } target ? RealPath(Path.GetFullPath(target, real), links + 1) : next;
        }

        return real;
    }

    private static string? Usable(string? value) =>
        value is { Length: >= SecretRules.MinCharacters } && SecretRules.Fits(value) ? value : null;

    [GeneratedRegex(@"\A[A-Za-z0-9_]{1,100}\z", RegexOptions.CultureInvariant)]
    private static partial Regex Variable();
}
