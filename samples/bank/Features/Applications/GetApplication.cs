using Orchestra.Samples.Bank.Data;
using Orchestra.Samples.Bank.Operations;

namespace Orchestra.Samples.Bank.Features.Applications;

/// <summary>GET /applications/{applicationId}</summary>
internal static class GetApplication
{
    public static async Task HandleAsync(HttpContext http, BankDatabase database, CancellationToken cancellationToken)
    {
        await using var work = await database.BeginAsync(cancellationToken);
        var application = await ApplicationStore.GetAsync(work, http.ApplicationId(), cancellationToken);
        await Answer.Of(200, application).WriteAsync(http.Response, cancellationToken);
    }
}
