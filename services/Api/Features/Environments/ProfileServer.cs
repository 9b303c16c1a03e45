using System.Net;
using Orchestra.Api.Data.Entities;
using Orchestra.Api.Features.Profiles;
using Orchestra.Contracts.Profiles;
using Orchestra.Contracts.Runs;

namespace Orchestra.Api.Features.Environments;

/// <summary>A server that a profile of an environment leads to.</summary>
/// <param name="Kind">The profile's kind.</param>
/// <param name="Alias">Its alias.</param>
/// <param name="Endpoint">Host and port; null where there is a <paramref name="TokenUrl"/>.</param>
/// <param name="TokenUrl">The token endpoint of OAuth2.</param>
internal sealed record ProfileServer(ProfileKind Kind, string Alias, DnsEndPoint? Endpoint, string? TokenUrl = null)
{
    private const int Amqp = 5672;
    private const int Amqps = 5671;

    /// <summary>Every server; auth profiles that ask nobody for a token have none.</summary>
    public static IEnumerable<ProfileServer> Of(PlanEnvironment environment) =>
        [
            .. environment.DbProfiles.Select(pair => At(ProfileKind.Db, pair.Key, pair.Value.Host, pair.Value.Port)),
            .. environment.KafkaProfiles.SelectMany(pair =>
                ServerAddress
                    .ServersOf(pair.Value.BootstrapServers)
                    .Select(server => new ProfileServer(ProfileKind.Kafka, pair.Key, server))
            ),
            .. environment.QueueProfiles.Select(pair => At(ProfileKind.Queue, pair.Key, pair.Value.Host, PortOf(pair.Value))),
            .. environment
                .AuthProfiles.Where(pair => pair.Value.TokenUrl is not null)
                .Select(pair => new ProfileServer(ProfileKind.Auth, pair.Key, null, pair.Value.TokenUrl)),
        ];

    private static ProfileServer At(ProfileKind kind, string alias, string host, int port) => new(kind, alias, new DnsEndPoint(host, port));

    private static int PortOf(QueueProfile profile) => profile.Port ?? (profile.Tls is null ? Amqp : Amqps);
}
