using Orchestra.Api.Validation;
using Orchestra.Secrets;

namespace Orchestra.Api.Features.Profiles;

/// <summary>References to the tenant's vault, <c>secret:NAME</c>. What is refused is never repeated: it may be the secret itself.</summary>
internal static class SecretReference
{
    private const string Prefix = "secret:";

    public static bool IsMeant(string? text) => text?.StartsWith(Prefix, StringComparison.Ordinal) == true;

    /// <summary>A credential: nothing but a reference.</summary>
    public static FaultList Credential(this FaultList faults, string? value, string path) =>
        faults.Demand(
            value is null || IsReference(value),
            path,
            $"{path} must be a reference, secret:NAME, and never the value: keep the value in the vault (/vault) and name it here"
        );

    /// <summary>A text that may also be a reference.</summary>
    public static FaultList TextOrReference(this FaultList faults, string? value, string path, int maxLength) =>
        IsMeant(value)
            ? faults.Demand(
                IsReference(value!),
                path,
                $"{path}: after 'secret:' comes a name of 1 to 100 letters, digits, '_', '-' and '.'"
            )
            : faults.OptionalText(value, path, maxLength);

    private static bool IsReference(string value) => IsMeant(value) && SecretRules.IsName(value[Prefix.Length..]);
}
