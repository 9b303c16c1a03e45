using Orchestra.Samples.Bank.Data;
using Orchestra.Samples.Bank.Operations;

namespace Orchestra.Samples.Bank.Features.Sut;

/// <summary>GET /_sut/effects?correlationId=</summary>
internal static class ListEffects
{
    /// <summary>Every effect in order, and how many each operation had.</summary>
    public sealed record Response(IReadOnlyDictionary<string, int> Counts, IReadOnlyList<RequestLogStore.Effect> Items);

    public static async Task HandleAsync(
        HttpContext http,
        BankDatabase database,
        string? correlationId,
        CancellationToken cancellationToken
    )
    {
        await using var work = await database.BeginAsync(cancellationToken);
        var items = await RequestLogStore.ListEffectsAsync(work, correlationId, cancellationToken);
        var counts = items.GroupBy(effect => effect.Operation).ToDictionary(group => group.Key, group => group.Count());
        await Answer.Of(200, new Response(counts, items)).WriteAsync(http.Response, cancellationToken);
    }
}
