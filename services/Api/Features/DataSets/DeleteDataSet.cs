using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using Orchestra.Api.Data;
using Orchestra.ServiceDefaults.Errors;

namespace Orchestra.Api.Features.DataSets;

/// <summary>DELETE /datasets/{id}: runs stay as they are, because each carries its data.</summary>
internal static class DeleteDataSet
{
    public static async Task<NoContent> HandleAsync(Guid id, ApiDbContext db, CancellationToken cancellationToken) =>
        await db.DataSets.Where(row => row.Id == id).ExecuteDeleteAsync(cancellationToken) > 0
            ? TypedResults.NoContent()
            : throw ApiException.NotFound("data set");
}
