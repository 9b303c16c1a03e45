using Orchestra.Api.Validation;
using Orchestra.Contracts.Profiles;

namespace Orchestra.Api.Features.Profiles;

/// <summary>Every fault of a cluster's profile.</summary>
internal static class KafkaProfileCheck
{
    public static void Check(KafkaProfile profile, string path, FaultList faults)
    {
        faults
            .Servers(profile.BootstrapServers, $"{path}.bootstrapServers")
            .Demand(
                profile.SaslMechanism is null or "PLAIN" or "SCRAM-SHA-256" or "SCRAM-SHA-512",
                $"{path}.saslMechanism",
                $"{path}.saslMechanism must be PLAIN, SCRAM-SHA-256 or SCRAM-SHA-512"
            )
            .TextOrReference(profile.User, $"{path}.user", 255)
            .Credential(profile.Password, $"{path}.password");
        (string Name, string? Value)[] login =
        [
            ("saslMechanism", profile.SaslMechanism),
            ("user", profile.User),
            ("password", profile.Password),
        ];
        var hasLogin = profile.Security is KafkaSecurity.SaslPlaintext or KafkaSecurity.SaslSsl;
        foreach (var (name, value) in login)
        {
            faults
                .Demand(!hasLogin || value is not null, $"{path}.{name}", $"{path}.{name} is required with SASL_PLAINTEXT and SASL_SSL")
                .Demand(
                    hasLogin || value is null,
                    $"{path}.{name}",
                    $"{path}.{name} belongs to SASL_PLAINTEXT and SASL_SSL: change security, or leave it out"
                );
        }

        faults.Demand(
            profile.Tls is null || profile.Security is KafkaSecurity.Ssl or KafkaSecurity.SaslSsl,
            $"{path}.tls",
            $"{path}.tls belongs to SSL and SASL_SSL: change security, or leave it out"
        );
        TlsCheck.Check(profile.Tls, $"{path}.tls", faults);
    }
}
