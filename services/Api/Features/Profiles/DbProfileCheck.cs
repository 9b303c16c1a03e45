using Orchestra.Api.Validation;
using Orchestra.Contracts.Profiles;

namespace Orchestra.Api.Features.Profiles;

/// <summary>Every fault of a database's profile.</summary>
internal static class DbProfileCheck
{
    private const int MaxTimeoutMs = 600_000;

    public static void Check(DbProfile profile, string path, FaultList faults)
    {
        faults
            .Demand(profile.Kind == "POSTGRESQL", $"{path}.kind", $"{path}.kind must be POSTGRESQL")
            .Host(profile.Host, $"{path}.host")
            .Port(profile.Port, $"{path}.port")
            .Text(profile.Database, $"{path}.database", 200)
            .TextOrReference(profile.User, $"{path}.user", 200)
            .Credential(profile.Password, $"{path}.password")
            .Demand(profile.Password is null || profile.User is not null, $"{path}.user", $"{path}.user is required with password")
            .OptionalText(profile.DefaultSchema, $"{path}.defaultSchema", 200)
            .Demand(
                profile.StatementTimeoutMs is null or (>= 1 and <= MaxTimeoutMs),
                $"{path}.statementTimeoutMs",
                $"{path}.statementTimeoutMs must be from 1 to {MaxTimeoutMs}"
            );
        TlsCheck.Check(profile.Tls, $"{path}.tls", faults);
    }
}
