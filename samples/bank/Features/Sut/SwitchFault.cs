using Orchestra.Samples.Bank.Faults;
using Orchestra.Samples.Bank.Operations;

namespace Orchestra.Samples.Bank.Features.Sut;

/// <summary>GET and PUT /_sut/fault</summary>
internal static class SwitchFault
{
    public sealed record Request(string Fault);

    public static Task ReadAsync(HttpContext http, FaultSwitch faults) =>
        Answer.Of(200, new Request(BankFaults.NameOf(faults.Fault))).WriteAsync(http.Response, http.RequestAborted);

    public static async Task HandleAsync(HttpContext http, FaultSwitch faults, CancellationToken cancellationToken)
    {
        var request = RequestBody.Parse<Request>(http, await RequestBody.ReadAsync(http, cancellationToken));
        if (!BankFaults.TryParse(request.Fault, out var fault))
        {
            throw new BankException(ErrorCode.BadRequest, BankFaults.UnknownMessage);
        }

        faults.Fault = fault;
        await ReadAsync(http, faults);
    }
}
