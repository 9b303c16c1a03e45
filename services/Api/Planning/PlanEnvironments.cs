using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Orchestra.Api.Data;
using Orchestra.Api.Data.Entities;
using Orchestra.Contracts;
using Orchestra.Contracts.Profiles;
using Orchestra.Contracts.Runs;

namespace Orchestra.Api.Planning;

/// <summary>Freezes an environment with what its profiles say now. References to secrets stay references.</summary>
internal static class PlanEnvironments
{
    public static async Task<PlanEnvironment> FreezeAsync(ApiDbContext db, TestEnvironment environment, CancellationToken cancellationToken)
    {
        var ids = environment.Profiles.Select(row => row.ProfileId).Distinct().ToArray();
        var profiles =
            ids.Length == 0
                ? []
                : await db.Profiles.AsNoTracking().Where(row => ids.Contains(row.Id)).ToDictionaryAsync(row => row.Id, cancellationToken);
        return new PlanEnvironment
        {
            Name = environment.Name,
            ServiceUrls = environment.ServiceUrls,
            Variables = environment.Variables,
            Allow = environment.Allow,
            Mask = environment.Mask,
            DbProfiles = OfKind<DbProfile>(ProfileKind.Db),
            KafkaProfiles = OfKind<KafkaProfile>(ProfileKind.Kafka),
            QueueProfiles = OfKind<QueueProfile>(ProfileKind.Queue),
            AuthProfiles = OfKind<AuthProfile>(ProfileKind.Auth),
            ServiceAuth = environment.ServiceAuth,
            ServiceTls = environment.ServiceTls,
        };

        Dictionary<string, T> OfKind<T>(ProfileKind kind) =>
            environment
                .Profiles.Where(row => row.Kind == kind && profiles.ContainsKey(row.ProfileId))
                .ToDictionary(row => row.Alias, row => profiles[row.ProfileId].Body.Deserialize<T>(OrchestraJson.Options)!);
    }
}
