using Microsoft.EntityFrameworkCore;
using Npgsql;
using Orchestra.Api.Data;
using Orchestra.Api.Data.Entities;

namespace Orchestra.Api.Features.Environments;

/// <summary>The profiles that an environment names, as rows.</summary>
internal static class ProfileAliases
{
    /// <summary>The tenant's profiles among those that a request names: another tenant's reads like one that nobody has.</summary>
    public static async Task<IReadOnlySet<(ProfileKind Kind, Guid Id)>> FindAsync(
        ApiDbContext db,
        EnvironmentRequest request,
        CancellationToken cancellationToken
    )
    {
        var ids = request.ProfilesByKind().SelectMany(named => named.ByAlias.Values).Distinct().ToArray();
        if (ids.Length == 0)
        {
            return new HashSet<(ProfileKind, Guid)>();
        }

        var found = await db
            .Profiles.Where(row => ids.Contains(row.Id))
            .Select(row => new { row.Kind, row.Id })
            .ToListAsync(cancellationToken);
        return found.Select(row => (row.Kind, row.Id)).ToHashSet();
    }

    /// <summary>Gives <paramref name="environment"/> the profiles of a request that was checked, and no others.</summary>
    public static void Set(TestEnvironment environment, EnvironmentRequest request)
    {
        var wanted = request
            .ProfilesByKind()
            .SelectMany(named => named.ByAlias.Select(pair => KeyValuePair.Create((named.Kind, Alias: pair.Key), pair.Value)))
            .ToDictionary();
        environment.Profiles.RemoveAll(row => !wanted.ContainsKey((row.Kind, row.Alias)));
        foreach (var row in environment.Profiles)
        {
            wanted.Remove((row.Kind, row.Alias), out var id);
            row.ProfileId = id;
        }

        environment.Profiles.AddRange(
            wanted.Select(pair => new EnvironmentProfile
            {
                TenantId = environment.TenantId,
                EnvironmentId = environment.Id,
                Kind = pair.Key.Kind,
                Alias = pair.Key.Alias,
                ProfileId = pair.Value,
            })
        );
    }

    /// <summary>Whether a save failed because the environment got the alias meanwhile.</summary>
    public static bool IsTaken(DbUpdateException e) =>
        e.InnerException is PostgresException { SqlState: PostgresErrorCodes.UniqueViolation, TableName: "environment_profile" };
}
