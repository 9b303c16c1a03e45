using System.Text;
using System.Text.Json.Nodes;

namespace Orchestra.Samples.Bank.Tests;

/// <summary>Speaks to the bank over HTTP, and holds each answer against the OpenAPI document.</summary>
internal sealed class BankClient(Uri url, string correlationId) : IDisposable
{
    private readonly HttpClient _http = new() { BaseAddress = url };
    private int _keys;

    /// <summary>Every (operation, status) seen so far.</summary>
    public HashSet<(string Operation, int Status)> Seen { get; } = [];

    /// <summary>Off for the tests of the fault that breaks the contract.</summary>
    public bool CheckContract { get; set; } = true;

    public string NextKey() => $"{correlationId}:{Interlocked.Increment(ref _keys)}";

    /// <summary>Calls an operation by its id; <paramref name="id"/> fills the path's parameter.</summary>
    public async Task<Reply> CallAsync(
        string operationId,
        object? id = null,
        string? body = null,
        string? key = null,
        CancellationToken cancellationToken = default
    )
    {
        var operation = BankFiles.OpenApi.Operation(operationId);
        var path = System.Text.RegularExpressions.Regex.Replace(operation.Path, "{[^}]+}", id?.ToString() ?? "missing");
        var reply = await SendAsync(operation.Method, path, body, key, cancellationToken);
        if (CheckContract)
        {
            Assert.That(
                BankFiles.OpenApi.Violations(operationId, reply.Status, reply.Body),
                Is.Empty,
                $"{operationId} answered {reply.Status} {reply.Body}"
            );
        }

        lock (Seen)
        {
            Seen.Add((operationId, reply.Status));
        }

        return reply;
    }

    /// <summary>Calls an operation that must answer with this status.</summary>
    public async Task<Reply> ExpectAsync(int status, string operationId, object? id = null, string? body = null, string? key = null)
    {
        var reply = await CallAsync(operationId, id, body, key);
        Assert.That(reply.Status, Is.EqualTo(status), $"{operationId}: {reply.Body}");
        return reply;
    }

    public async Task<Reply> SendAsync(
        HttpMethod method,
        string path,
        string? body = null,
        string? key = null,
        CancellationToken cancellationToken = default
    )
    {
        using var request = new HttpRequestMessage(method, path);
        request.Headers.Add("x-correlation-id", correlationId);
        if (key is not null)
        {
            request.Headers.Add("Idempotency-Key", key);
        }

        if (body is not null)
        {
            request.Content = new StringContent(body, Encoding.UTF8, "application/json");
        }

        using var response = await _http.SendAsync(request, cancellationToken);
        var text = await response.Content.ReadAsStringAsync(cancellationToken);
        return new Reply(
            (int)response.StatusCode,
            JsonNode.Parse(text)!,
            response.Headers.Contains("Idempotency-Replayed"),
            response.Headers.Location
        );
    }

    /// <summary>How often each operation had an effect for this client.</summary>
    public async Task<Dictionary<string, int>> EffectsAsync()
    {
        var reply = await SendAsync(HttpMethod.Get, $"/_sut/effects?correlationId={Uri.EscapeDataString(correlationId)}");
        return reply.Body["counts"]!.AsObject().ToDictionary(pair => pair.Key, pair => pair.Value!.GetValue<int>());
    }

    /// <summary>What the bank's log says about this client's requests.</summary>
    public async Task<JsonArray> RequestsAsync()
    {
        var reply = await SendAsync(HttpMethod.Get, $"/_sut/requests?correlationId={Uri.EscapeDataString(correlationId)}");
        return reply.Body["items"]!.AsArray();
    }

    public Task<Reply> SwitchFaultAsync(string fault) =>
        SendAsync(HttpMethod.Put, "/_sut/fault", new JsonObject { ["fault"] = fault }.ToJsonString());

    public Task<Reply> SetDelayAsync(TimeSpan delay) =>
        SendAsync(HttpMethod.Put, "/_sut/delay", new JsonObject { ["ms"] = delay.TotalMilliseconds }.ToJsonString());

    public void Dispose() => _http.Dispose();
}
