using System.Security.Cryptography;
using System.Text;
using Orchestra.Samples.Bank.Data;
using Orchestra.Samples.Bank.Faults;

namespace Orchestra.Samples.Bank.Operations;

/// <summary>
/// Runs a changing operation: its effect, the note of the effect and the answer kept for its idempotency key are one
/// transaction. A refusal leaves nothing, so the same key may try again once the state fits.
/// </summary>
/// <remarks>
/// A client that goes away does not undo an effect under way: like any real service, the bank may have done what nobody
/// heard it say. Only a stop of the program ends it early.
/// </remarks>
internal sealed class OperationRunner(BankDatabase database, FaultSwitch faults, IHostApplicationLifetime lifetime)
{
    public const string KeyHeader = "Idempotency-Key";
    public const string ReplayedHeader = "Idempotency-Replayed";
    private const int MaxKeyLength = 200;

    public async Task RunAsync<TRequest>(
        HttpContext http,
        Operation operation,
        Func<UnitOfWork, TRequest, CancellationToken, Task<Answer>> act
    )
        where TRequest : class
    {
        var bytes = await RequestBody.ReadAsync(http, http.RequestAborted);
        var request = RequestBody.Parse<TRequest>(http, bytes);
        var key = operation.HonoursKey ? KeyOf(http) : null;

        await using var work = await database.BeginAsync(lifetime.ApplicationStopping);
        var answer = key is null ? null : await IdempotencyStore.ClaimAsync(work, key, HashOf(http, bytes), lifetime.ApplicationStopping);
        if (answer is not null)
        {
            http.Response.Headers[ReplayedHeader] = "true";
        }
        else
        {
            answer = await act(work, request, lifetime.ApplicationStopping);
            await CommitAsync(work, http, operation, key, answer);
        }

        await answer.WriteAsync(http.Response, http.RequestAborted);
    }

    private async Task CommitAsync(UnitOfWork work, HttpContext http, Operation operation, string? key, Answer answer)
    {
        var stopping = lifetime.ApplicationStopping;
        if (key is not null)
        {
            await IdempotencyStore.KeepAnswerAsync(work, key, answer, stopping);
        }

        await RequestLogStore.NoteEffectAsync(work, RequestLogMiddleware.RequestIdOf(http), operation.Id, stopping);
        await faults.HoldCommitAsync(stopping);
        await work.CommitAsync(stopping);
    }

    private static string? KeyOf(HttpContext http)
    {
        var header = http.Request.Headers[KeyHeader];
        if (header.Count == 0)
        {
            return null;
        }

        var key = header.ToString();
        return header.Count == 1 && key.Length is > 0 and <= MaxKeyLength
            ? key
            : throw new BankException(ErrorCode.BadRequest, $"{KeyHeader} must be one value of 1 to {MaxKeyLength} characters");
    }

    // Method and path belong to the request: the same body sent elsewhere is another request.
    private static byte[] HashOf(HttpContext http, byte[] body)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        hash.AppendData(Encoding.UTF8.GetBytes($"{http.Request.Method} {http.Request.Path}\n"));
        hash.AppendData(body);
        return hash.GetHashAndReset();
    }
}
