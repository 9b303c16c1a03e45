using System.Globalization;
using Orchestra.Samples.Bank.Data;
using Orchestra.Samples.Bank.Operations;

namespace Orchestra.Samples.Bank.Features.Applications;

/// <summary>GET /applications</summary>
internal static class ListApplications
{
    private const int DefaultLimit = 50;
    private const int MaxLimit = 200;

    public sealed record Response(IReadOnlyList<Application> Items);

    public static async Task HandleAsync(HttpContext http, BankDatabase database, CancellationToken cancellationToken)
    {
        var (status, limit) = (StatusOf(http.Request.Query), LimitOf(http.Request.Query));
        await using var work = await database.BeginAsync(cancellationToken);
        var items = await ApplicationStore.ListAsync(work, status, limit, cancellationToken);
        await Answer.Of(200, new Response(items)).WriteAsync(http.Response, cancellationToken);
    }

    private static ApplicationStatus? StatusOf(IQueryCollection query)
    {
        if (!query.TryGetValue("status", out var text))
        {
            return null;
        }

        foreach (var status in Enum.GetValues<ApplicationStatus>())
        {
            if (BankJson.TextOf(status) == text.ToString())
            {
                return status;
            }
        }

        throw new BankException(ErrorCode.BadRequest, "the query parameter status names no status of an application");
    }

    private static int LimitOf(IQueryCollection query)
    {
        if (!query.TryGetValue("limit", out var text))
        {
            return DefaultLimit;
        }

        return int.TryParse(text.ToString(), NumberStyles.None, CultureInfo.InvariantCulture, out var limit) && limit is > 0 and <= MaxLimit
            ? limit
            : throw new BankException(ErrorCode.BadRequest, $"the query parameter limit must be a whole number from 1 to {MaxLimit}");
    }
}
