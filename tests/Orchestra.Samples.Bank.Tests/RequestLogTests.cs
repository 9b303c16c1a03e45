namespace Orchestra.Samples.Bank.Tests;

[CancelAfter(60_000)]
public sealed class RequestLogTests
{
    [Test]
    public async Task A_request_is_logged_with_its_headers_its_status_and_whether_it_had_an_effect()
    {
        await using var host = await BankHost.StartAsync();
        using var bank = new BankClient(host.Url, "run 1");
        using var other = new BankClient(host.Url, "run 2");
        var process = new CreditProcess(bank);
        await other.ExpectAsync(200, "listApplications");
        var id = await process.ScoredAsync();
        await bank.ExpectAsync(409, "scoreApplicant", id, key: "again");
        await bank.ExpectAsync(404, "getApplication", Guid.Empty);

        var log = await bank.RequestsAsync();

        Assert.That(
            log.Select(row => (row!["method"]!.GetValue<string>(), row["status"]!.GetValue<int>(), row["hadEffect"]!.GetValue<bool>())),
            Is.EqualTo([("POST", 201, true), ("POST", 200, true), ("POST", 409, false), ("GET", 404, false)])
        );
        Assert.That(log[2]!["idempotencyKey"]!.GetValue<string>(), Is.EqualTo("again"));
        Assert.That(log[2]!["path"]!.GetValue<string>(), Is.EqualTo($"/applications/{id}/score"));
        Assert.That(log[2]!["correlationId"]!.GetValue<string>(), Is.EqualTo("run 1"));
        Assert.That(await other.RequestsAsync(), Has.Count.EqualTo(1));
    }

    [Test]
    public async Task The_traceparent_is_kept()
    {
        const string Traceparent = "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01";
        await using var host = await BankHost.StartAsync();
        using var bank = new BankClient(host.Url, "trace");
        using var http = new HttpClient { BaseAddress = host.Url };
        using var request = new HttpRequestMessage(HttpMethod.Get, "/applications");
        request.Headers.Add("x-correlation-id", "trace");
        request.Headers.Add("traceparent", Traceparent);
        using var response = await http.SendAsync(request);

        Assert.That((await bank.RequestsAsync())[0]!["traceparent"]!.GetValue<string>(), Is.EqualTo(Traceparent));
    }
}
