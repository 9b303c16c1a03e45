using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace Orchestra.Samples.Bank.Tests;

/// <summary>Each operation is brought to each answer that the OpenAPI document declares for it.</summary>
[CancelAfter(60_000)]
public sealed class ContractTests
{
    private static readonly Dictionary<string, string> BrokenRules = new()
    {
        ["submitApplication"] = BankFiles.ApplicationOf(CreditProcess.Good).Replace("15000", "499", StringComparison.Ordinal),
        ["reviewApplication"] = """{"reviewer":""}""",
        ["approveApplication"] = """{"reviewer":""}""",
        ["rejectApplication"] = """{"reviewer":"r.viewer","reason":""}""",
        ["requestDocuments"] = """{"documentTypes":["IDENTITY","IDENTITY"]}""",
        ["uploadDocument"] = """{"type":"IDENTITY","fileName":"a.pdf","content":""}""",
        ["signContract"] = """{"signedBy":""}""",
        ["checkCollateral"] = """{"type":"VEHICLE","estimatedValue":0}""",
        ["notifyCustomer"] = """{"channel":"SMS","message":""}""",
        ["disburseLoan"] = """{"accountId":"0190b7c4-6a0e-7c3e-9d52-3f1a5b6c7d8e"}""",
    };

    private BankHost _host = null!;
    private BankClient _bank = null!;
    private CreditProcess _process = null!;

    private static IEnumerable<string> OperationIds => BankFiles.OpenApi.Operations.Select(operation => operation.Id);

    private static IEnumerable<string> ChangingIds =>
        BankFiles.OpenApi.Operations.Where(operation => operation.Method == HttpMethod.Post).Select(operation => operation.Id);

    [OneTimeSetUp]
    public async Task StartAsync() => _host = await BankHost.StartAsync();

    [OneTimeTearDown]
    public async Task StopAsync() => await _host.DisposeAsync();

    // A client for each test: what one test has seen proves nothing for another.
    [SetUp]
    public void Connect()
    {
        _bank = new BankClient(_host.Url, TestContext.CurrentContext.Test.ID);
        _process = new CreditProcess(_bank);
    }

    [TearDown]
    public void Disconnect() => _bank.Dispose();

    [TestCaseSource(nameof(OperationIds))]
    public async Task Every_declared_answer_happens_and_fits_its_schema(string operationId)
    {
        var declared = BankFiles.OpenApi.Operation(operationId).DeclaredStatuses.ToArray();

        await SucceedAsync(operationId);
        await BadRequestAsync(operationId);
        await NotFoundAsync(operationId, declared);
        await ConflictAsync(operationId, declared);
        await UnprocessableAsync(operationId, declared);

        var seen = _bank.Seen.Where(pair => pair.Operation == operationId).Select(pair => pair.Status).ToHashSet();
        Assert.That(seen, Is.EquivalentTo(declared));
    }

    [Test]
    public void The_bank_serves_the_operations_of_the_document_and_no_others()
    {
        var served = _host
            .Services.GetRequiredService<EndpointDataSource>()
            .Endpoints.OfType<RouteEndpoint>()
            .Where(endpoint => endpoint.Metadata.GetMetadata<IEndpointNameMetadata>() is not null)
            .Select(endpoint =>
                (
                    endpoint.Metadata.GetMetadata<IEndpointNameMetadata>()!.EndpointName,
                    endpoint.Metadata.GetMetadata<HttpMethodMetadata>()!.HttpMethods.Single(),
                    endpoint.RoutePattern.RawText
                )
            );

        Assert.That(served, Is.EquivalentTo(BankFiles.OpenApi.Operations.Select(o => (o.Id, o.Method.Method, o.Path))));
    }

    [TestCaseSource(nameof(ChangingIds))]
    public async Task A_body_is_refused_for_its_media_type_syntax_and_unknown_properties(string operationId)
    {
        if (operationId == "scoreApplicant")
        {
            Assert.That(BankFiles.OpenApi.Operation(operationId).Definition.ContainsKey("requestBody"), Is.False);
            return;
        }

        var id = Guid.CreateVersion7(TimeProvider.System.GetUtcNow());
        Assert.That((await _bank.CallAsync(operationId, id)).Status, Is.EqualTo(415));
        foreach (var body in (string[])["{", "null", "[]", "{}", """{"nobodyKnows":1}""", "\"text\""])
        {
            var reply = await _bank.ExpectAsync(400, operationId, id, body);
            Assert.That(reply.Body["faults"]!.AsArray(), Is.Not.Empty, body);
        }
    }

    [Test]
    public async Task All_broken_rules_come_in_one_answer()
    {
        var reply = await _bank.ExpectAsync(
            422,
            "submitApplication",
            body: """{"applicantName":"","email":"x","age":17,"annualIncome":-1,"amount":100001,"termMonths":5,"purpose":"CAR","existingDebt":-1}"""
        );

        var places = reply.Body["faults"]!.AsArray().Select(fault => fault!["path"]!.GetValue<string>()).Distinct();
        Assert.That(
            places,
            Is.EquivalentTo(["$.applicantName", "$.email", "$.age", "$.annualIncome", "$.existingDebt", "$.amount", "$.termMonths"])
        );
    }

    [TestCase("GET", "/applications?status=LOST", 400)]
    [TestCase("GET", "/applications?limit=0", 400)]
    [TestCase("GET", "/applications?limit=201", 400)]
    [TestCase("GET", "/applications?limit=many", 400)]
    [TestCase("GET", "/nowhere", 404)]
    [TestCase("DELETE", "/applications", 405)]
    [TestCase("PUT", "/_sut/fault", 415)]
    public async Task Refusals_of_the_routing_have_the_error_shape(string method, string path, int status)
    {
        var reply = await _bank.SendAsync(HttpMethod.Parse(method), path);

        Assert.That(reply.Status, Is.EqualTo(status));
        Assert.That(BankFiles.OpenApi.SchemaViolations("Error", reply.Body), Is.Empty);
    }

    [TestCase("\"Ada \\u0000\"", 422)]
    [TestCase("\"Ada \\ud800\"", 400)]
    [TestCase("\"\"", 422)]
    [TestCase("7", 400)]
    [TestCase("null", 400)]
    public async Task A_name_that_cannot_be_kept_is_refused(string name, int status)
    {
        var body = BankFiles.ApplicationOf(CreditProcess.Good).Replace("\"Ada Good\"", name, StringComparison.Ordinal);

        await _bank.ExpectAsync(status, "submitApplication", body: body);
    }

    [Test]
    public async Task Lengths_are_counted_in_characters_not_in_units_of_their_encoding()
    {
        var good = BankFiles.ApplicationOf(CreditProcess.Good);
        var name = string.Concat(Enumerable.Repeat("😀", 100));

        await _bank.ExpectAsync(201, "submitApplication", body: good.Replace("Ada Good", name, StringComparison.Ordinal));
        await _bank.ExpectAsync(422, "submitApplication", body: good.Replace("Ada Good", $"{name}x", StringComparison.Ordinal));
    }

    [TestCase("Ada <ada@example.com>")]
    [TestCase("ada")]
    [TestCase("ada@")]
    public async Task A_text_that_is_no_plain_address_is_refused(string email)
    {
        var body = BankFiles.ApplicationOf(CreditProcess.Good).Replace("ada.good@example.com", email, StringComparison.Ordinal);

        await _bank.ExpectAsync(422, "submitApplication", body: body);
    }

    [Test]
    public async Task A_body_too_large_is_refused_in_the_error_shape()
    {
        var reply = await _bank.SendAsync(HttpMethod.Post, "/applications", new string(' ', 300 * 1024));

        Assert.That(reply.Status, Is.EqualTo(413));
        Assert.That(BankFiles.OpenApi.SchemaViolations("Error", reply.Body), Is.Empty);
    }

    [Test]
    public async Task Health_answers()
    {
        using var http = new HttpClient { BaseAddress = _host.Url };

        Assert.That(await http.GetStringAsync("/health"), Is.EqualTo("Healthy"));
    }

    private async Task SucceedAsync(string operationId)
    {
        switch (operationId)
        {
            case "submitApplication":
                var submitted = await _bank.ExpectAsync(201, operationId, body: BankFiles.ApplicationOf(CreditProcess.Good));
                Assert.That(submitted.Location?.ToString(), Is.EqualTo($"/applications/{submitted.Id}"));
                break;
            case "listApplications":
                await _bank.ExpectAsync(200, operationId);
                break;
            case "disburseLoan":
                var (id, accountId) = await _process.FulfilledAsync();
                await _process.DisburseAsync(201, id, accountId);
                break;
            default:
                var status = BankFiles.OpenApi.Operation(operationId).DeclaredStatuses.Min();
                await _process.DoAsync(status, operationId, await ReadyForAsync(operationId));
                break;
        }
    }

    private async Task BadRequestAsync(string operationId)
    {
        switch (operationId)
        {
            case "submitApplication":
                await _bank.ExpectAsync(400, operationId, body: """{"amount":"15000"}""");
                break;
            case "listApplications":
                var reply = await _bank.SendAsync(HttpMethod.Get, "/applications?limit=none");
                Assert.That(reply.Status, Is.EqualTo(400));
                Assert.That(BankFiles.OpenApi.Violations(operationId, 400, reply.Body), Is.Empty);
                _bank.Seen.Add((operationId, 400));
                break;
            default:
                await _bank.ExpectAsync(400, operationId, "no-uuid", BodyOf(operationId, Guid.Empty));
                break;
        }
    }

    private async Task NotFoundAsync(string operationId, int[] declared)
    {
        if (declared.Contains(404))
        {
            var unknown = Guid.CreateVersion7(TimeProvider.System.GetUtcNow());
            await _bank.ExpectAsync(404, operationId, unknown, BodyOf(operationId, unknown));
        }
    }

    private async Task ConflictAsync(string operationId, int[] declared)
    {
        if (!declared.Contains(409))
        {
            return;
        }

        switch (operationId)
        {
            case "submitApplication":
                var key = _bank.NextKey();
                await _bank.ExpectAsync(201, operationId, null, BankFiles.ApplicationOf(CreditProcess.Good), key);
                await _bank.ExpectAsync(409, operationId, null, BankFiles.ApplicationOf(CreditProcess.Poor), key);
                break;
            case "scoreApplicant":
                await _process.DoAsync(409, operationId, await _process.ScoredAsync());
                break;
            case "signContract":
                var contractId = await ReadyForAsync(operationId);
                await _process.DoAsync(200, operationId, contractId);
                await _process.DoAsync(409, operationId, contractId);
                break;
            default:
                var early = await _process.SubmittedAsync();
                await _bank.ExpectAsync(409, operationId, early, BodyOf(operationId, early));
                break;
        }
    }

    private async Task UnprocessableAsync(string operationId, int[] declared)
    {
        if (declared.Contains(422) && BrokenRules.TryGetValue(operationId, out var body))
        {
            var id = operationId == "disburseLoan" ? (await _process.FulfilledAsync()).Id : await ReadyForAsync(operationId);
            await _bank.ExpectAsync(422, operationId, id, body);
        }
    }

    /// <summary>The id of an application, or a contract, in the state that the operation needs.</summary>
    private async Task<Guid> ReadyForAsync(string operationId) =>
        operationId switch
        {
            "submitApplication" => Guid.Empty,
            "getApplication" or "scoreApplicant" => await _process.SubmittedAsync(),
            "reviewApplication" => await _process.ScoredAsync(CreditProcess.Borderline),
            "approveApplication" or "rejectApplication" or "requestDocuments" => await _process.InReviewAsync(),
            "uploadDocument" => await _process.AwaitingDocumentsAsync(),
            "sendRejectionLetter" => await _process.ScoredAsync(CreditProcess.Poor),
            "prepareContract" => await WithAccountAsync(),
            "signContract" => (await _process.WithContractAsync()).ContractId,
            _ => await _process.ScoredAsync(),
        };

    private async Task<Guid> WithAccountAsync()
    {
        var id = await _process.ScoredAsync();
        await _process.DoAsync(201, "createLoanAccount", id);
        return id;
    }

    private static string? BodyOf(string operationId, Guid accountId) =>
        operationId == "disburseLoan" ? $$"""{"accountId":"{{accountId}}"}""" : CreditProcess.Bodies.GetValueOrDefault(operationId);
}
