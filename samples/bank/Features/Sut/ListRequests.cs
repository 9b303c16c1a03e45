using Orchestra.Samples.Bank.Data;
using Orchestra.Samples.Bank.Operations;

namespace Orchestra.Samples.Bank.Features.Sut;

/// <summary>GET /_sut/requests?correlationId=</summary>
internal static class ListRequests
{
    public sealed record Response(IReadOnlyList<RequestLogStore.LoggedRequest> Items);

    public static async Task HandleAsync(
        HttpContext http,
        BankDatabase database,
        string? correlationId,
        CancellationToken cancellationToken
    )
    {
        await using var work = await database.BeginAsync(cancellationToken);
        var items = await RequestLogStore.ListRequestsAsync(work, correlationId, cancellationToken);
        await Answer.Of(200, new Response(items)).WriteAsync(http.Response, cancellationToken);
    }
}
