using System.Text;
using System.Text.RegularExpressions;

namespace Orchestra.Secrets;

/// <summary>What a secret may be called and hold.</summary>
public static partial class SecretRules
{
    /// <summary>The most that a value may have, as UTF-8.</summary>
    public const int MaxBytes = 64 * 1024;

    /// <summary>A shorter value stands in too many texts to be hidden in them.</summary>
    public const int MinCharacters = 4;

    /// <summary>Whether this can be a secret's name. No name holds a colon: that is what tells <c>env:NAME</c> apart.</summary>
    public static bool IsName(string? name) => name is not null && Name().IsMatch(name);

    /// <summary>Whether a value is not too large.</summary>
    public static bool Fits(string value) => value.Length <= MaxBytes && Encoding.UTF8.GetByteCount(value) <= MaxBytes;

    [GeneratedRegex(@"\A[A-Za-z0-9_.-]{1,100}\z", RegexOptions.CultureInvariant)]
    private static partial Regex Name();
}
