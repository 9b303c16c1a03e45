using Orchestra.Samples.Bank.Faults;
using Orchestra.Samples.Bank.Operations;

namespace Orchestra.Samples.Bank.Features.Sut;

/// <summary>PUT /_sut/delay</summary>
internal static class SetDelay
{
    private const int MaxMs = 60_000;

    public sealed record Request(int Ms);

    public static async Task HandleAsync(HttpContext http, FaultSwitch faults, CancellationToken cancellationToken)
    {
        var request = RequestBody.Parse<Request>(http, await RequestBody.ReadAsync(http, cancellationToken));
        new Rules().Range("ms", request.Ms, 0, MaxMs).Enforce();
        faults.Delay = TimeSpan.FromMilliseconds(request.Ms);
        await Answer.Of(200, request).WriteAsync(http.Response, cancellationToken);
    }
}
