using Orchestra.Samples.Bank.Data;

namespace Orchestra.Samples.Bank.Operations;

/// <summary>
/// Writes the bank's own account of who asked what: a row when a request arrives, its status before the answer leaves,
/// so that whoever has the answer finds the row complete.
/// </summary>
internal sealed class RequestLogMiddleware(RequestDelegate next, RequestLogStore log, TimeProvider time, IHostApplicationLifetime lifetime)
{
    private const int ClientClosedRequest = 499;
    private static readonly object RequestIdKey = new();

    public static Guid RequestIdOf(HttpContext http) => (Guid)http.Items[RequestIdKey]!;

    public async Task InvokeAsync(HttpContext http)
    {
        if (http.Request.Path.StartsWithSegments("/_sut") || http.Request.Path.StartsWithSegments("/health"))
        {
            await next(http);
            return;
        }

        var id = Guid.CreateVersion7(time.GetUtcNow());
        http.Items[RequestIdKey] = id;
        await log.ArriveAsync(id, http.Request, lifetime.ApplicationStopping);
        var finished = false;
        http.Response.OnStarting(() => FinishAsync(http.Response.StatusCode));
        try
        {
            await next(http);
        }
        finally
        {
            // Nothing was sent: the client went away first.
            await FinishAsync(http.RequestAborted.IsCancellationRequested ? ClientClosedRequest : http.Response.StatusCode);
        }

        async Task FinishAsync(int status)
        {
            if (!finished)
            {
                finished = true;
                var replayed = http.Response.Headers.ContainsKey(OperationRunner.ReplayedHeader);

                // Even while the program stops: the log is what tests judge by.
                await log.FinishAsync(id, status, replayed, CancellationToken.None);
            }
        }
    }
}
