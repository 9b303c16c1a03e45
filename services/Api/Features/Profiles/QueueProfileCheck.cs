using Orchestra.Api.Validation;
using Orchestra.Contracts.Profiles;

namespace Orchestra.Api.Features.Profiles;

/// <summary>Every fault of a broker's profile.</summary>
internal static class QueueProfileCheck
{
    public static void Check(QueueProfile profile, string path, FaultList faults)
    {
        faults
            .Demand(profile.Kind == "RABBITMQ", $"{path}.kind", $"{path}.kind must be RABBITMQ")
            .Host(profile.Host, $"{path}.host")
            .Port(profile.Port, $"{path}.port")
            .Text(profile.VirtualHost, $"{path}.virtualHost", 255)
            .TextOrReference(profile.User, $"{path}.user", 255)
            .Credential(profile.Password, $"{path}.password")
            .Demand(profile.Password is null || profile.User is not null, $"{path}.user", $"{path}.user is required with password")
            .Demand(profile.User is null || profile.Password is not null, $"{path}.password", $"{path}.password is required with user");
        TlsCheck.Check(profile.Tls, $"{path}.tls", faults);
    }
}
