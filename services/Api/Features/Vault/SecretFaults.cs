using Orchestra.Api.Validation;
using Orchestra.Secrets;

namespace Orchestra.Api.Features.Vault;

/// <summary>What holds for a value whether it is the first or another. No message quotes it.</summary>
internal static class SecretFaults
{
    public static FaultList Value(this FaultList faults, string? value) =>
        faults
            .Demand(!string.IsNullOrWhiteSpace(value), "value", "value is required")
            .Demand(
                string.IsNullOrWhiteSpace(value) || value.Length >= SecretRules.MinCharacters,
                "value",
                $"value must have at least {SecretRules.MinCharacters} characters: a shorter one cannot be hidden where it is quoted"
            )
            .Demand(value is null || SecretRules.Fits(value), "value", $"value must be at most {SecretRules.MaxBytes / 1024} KiB");

    public static FaultList SecretName(this FaultList faults, string? name) =>
        faults.Demand(SecretRules.IsName(name), "name", "name must be 1 to 100 letters, digits, dots, hyphens and underscores");
}
