using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using Npgsql;
using Orchestra.Api.Data;
using Orchestra.ServiceDefaults.Errors;

namespace Orchestra.Api.Features.Profiles;

/// <summary>DELETE /…-profiles/{id}: refused while an environment uses it. Runs stay as they are, because each carries its profiles.</summary>
internal static class DeleteProfile
{
    private const int Named = 5;

    public static async Task<NoContent> HandleAsync<T>(Guid id, ProfileShape<T> shape, ApiDbContext db, CancellationToken cancellationToken)
        where T : class
    {
        await DemandUnusedAsync(id, shape, db, cancellationToken);
        try
        {
            return await db.Profiles.Where(row => row.Id == id && row.Kind == shape.Kind).ExecuteDeleteAsync(cancellationToken) > 0
                ? TypedResults.NoContent()
                : throw ApiException.NotFound(shape.Noun);
        }
        catch (PostgresException e) when (e.SqlState == PostgresErrorCodes.ForeignKeyViolation)
        {
            throw new ApiException(ErrorCode.Conflict, $"an environment has just begun to use the {shape.Noun}: take it out there first");
        }
    }

    private static async Task DemandUnusedAsync<T>(Guid id, ProfileShape<T> shape, ApiDbContext db, CancellationToken cancellationToken)
        where T : class
    {
        var users = await db
            .Environments.Where(row => row.Profiles.Any(profile => profile.ProfileId == id && profile.Kind == shape.Kind))
            .OrderBy(row => row.Name)
            .Select(row => row.Name)
            .Take(Named + 1)
            .ToListAsync(cancellationToken);
        if (users.Count > 0)
        {
            var names = string.Join(", ", users.Take(Named).Select(name => $"'{name}'")) + (users.Count > Named ? " and others" : "");
            throw new ApiException(ErrorCode.Conflict, $"the {shape.Noun} is used by the environment {names}: take it out there first");
        }
    }
}
