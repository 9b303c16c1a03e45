using System.Net.Http.Json;
using System.Text.Json;
using System.Text.Json.Nodes;
using Orchestra.Contracts;
using Orchestra.Contracts.Reports;
using Orchestra.Contracts.Runs;
using Orchestra.Contracts.Scenarios;
using Orchestra.Testing.Processes;
using Orchestra.Testing.Waiting;

namespace Orchestra.Testing.Topologies;

/// <summary>The Api as a user's program calls it.</summary>
public sealed class OrchestraClient(HttpClient http, Uri address)
{
    private static readonly string Bank = Path.Combine(BuiltPrograms.Root, "samples", "bank");

    /// <summary>Imports the sample bank, makes its environment and generates its EDGE suite.</summary>
    public async Task<BankProject> ImportBankAsync(Uri loans)
    {
        var process = await PostAsync(
            "processes",
            new
            {
                key = "credit",
                sourceType = "BPMN",
                source = await ReadAsync("credit-application.bpmn"),
            }
        );
        var spec = await PostAsync(
            "specs",
            new
            {
                protocolId = "http",
                serviceName = "loans",
                content = await ReadAsync("openapi.yaml"),
            }
        );
        foreach (var file in Directory.GetFiles(Path.Combine(Bank, "datasets"), "*.json"))
        {
            await PostAsync("datasets", JsonNode.Parse(await File.ReadAllTextAsync(file))!);
        }

        var environment = await CreateEnvironmentAsync("bank", loans);
        return await GenerateAsync(new BankProject(IdOf(process), IdOf(spec), Guid.Empty, environment, []), new SuiteOptions());
    }

    /// <summary>Generates another suite of the same process.</summary>
    public async Task<BankProject> GenerateAsync(BankProject bank, SuiteOptions options)
    {
        var suite = await PostAsync(
            "suites",
            new JsonObject
            {
                ["processId"] = bank.ProcessId,
                ["specIds"] = new JsonArray(bank.SpecId),
                ["options"] = JsonSerializer.SerializeToNode(options, OrchestraJson.Options),
            }
        );
        var scenarios = suite["scenarios"]!.AsArray().Select(scenario => (IdOf(scenario!), scenario!["key"]!.GetValue<string>()));
        return bank with { SuiteId = IdOf(suite), Scenarios = [.. scenarios] };
    }

    /// <summary>Imports the sample bank's sequence diagram beside the bank that is there, and generates its EDGE suite.</summary>
    public async Task<BankProject> ImportLoanDiagramAsync(BankProject bank)
    {
        var process = await PostAsync(
            "processes",
            new
            {
                key = "loan-application",
                sourceType = "SEQUENCE",
                source = await ReadAsync("loan-application.mmd"),
            }
        );
        var spec = await PostAsync(
            "specs",
            new
            {
                protocolId = "http",
                serviceName = "loans",
                content = await ReadAsync("openapi.yaml"),
            }
        );
        return await GenerateAsync(bank with { ProcessId = IdOf(process), SpecId = IdOf(spec) }, new SuiteOptions());
    }

    /// <summary>Makes an environment whose service <c>loans</c> is at an address of this machine.</summary>
    public async Task<Guid> CreateEnvironmentAsync(string name, Uri loans) =>
        IdOf(
            await PostAsync(
                "environments",
                new
                {
                    name,
                    serviceUrls = new { loans = loans.ToString().TrimEnd('/') },
                    allow = new[] { "127.0.0.0/8" },
                }
            )
        );

    /// <summary>Starts a suite run.</summary>
    public async Task<StartedSuiteRun> StartSuiteAsync(
        BankProject project,
        string? idempotencyKey = null,
        CancellationToken cancellationToken = default
    )
    {
        var answer = await PostAsync(
            "suiteruns",
            new { suiteId = project.SuiteId, environmentId = project.EnvironmentId },
            idempotencyKey,
            cancellationToken
        );
        return new StartedSuiteRun(IdOf(answer), [.. answer["runIds"]!.AsArray().Select(id => id!.GetValue<Guid>())]);
    }

    /// <summary>Makes a suite of scenarios that a person wrote, against the bank's contract.</summary>
    public async Task<BankProject> WriteSuiteAsync(BankProject bank, string name, params JsonObject[] scenarios)
    {
        var suite = IdOf(await PostAsync("suites", new { name, specIds = new[] { bank.SpecId } }));
        var written = new List<(Guid, string)>();
        foreach (var scenario in scenarios)
        {
            var stored = await PostAsync($"suites/{suite}/scenarios", scenario);
            written.Add((IdOf(stored), scenario["key"]!.GetValue<string>()));
        }

        return bank with
        {
            SuiteId = suite,
            Scenarios = written,
        };
    }

    /// <summary>Runs again what did not pass of a suite run.</summary>
    public async Task<StartedSuiteRun> RerunFailedAsync(Guid suiteRun)
    {
        var answer = await PostAsync($"suiteruns/{suiteRun}/rerun", new { failedOnly = true });
        return new StartedSuiteRun(IdOf(answer), [.. answer["runIds"]!.AsArray().Select(id => id!.GetValue<Guid>())]);
    }

    /// <summary>Starts one scenario.</summary>
    public async Task<StartedRun> StartRunAsync(BankProject project, Guid scenarioId)
    {
        var answer = await PostAsync("testruns", new { scenarioId, environmentId = project.EnvironmentId });
        return new StartedRun(IdOf(answer), answer["correlationId"]!.GetValue<string>());
    }

    /// <summary>Asks to stop a run.</summary>
    public Task CancelRunAsync(Guid id) => PostAsync($"testruns/{id}/cancel", new { });

    /// <summary>Waits until a suite run has ended and reads its report.</summary>
    public async Task<SuiteReport> EndedSuiteAsync(Guid id, TimeSpan? atMost = null)
    {
        await Eventually.GetAsync(
            async () => (await GetAsync<JsonObject>($"suiteruns/{id}"))["suiteRun"]!["status"]!.GetValue<string>(),
            status => status is not ("PENDING" or "IN_PROGRESS"),
            atMost ?? TimeSpan.FromSeconds(40),
            $"suite run {id} ends"
        );
        return await GetAsync<SuiteReport>($"suiteruns/{id}/report");
    }

    /// <summary>Waits until a run has ended and reads its report.</summary>
    public async Task<RunReport> EndedRunAsync(Guid id, TimeSpan? atMost = null)
    {
        await Eventually.GetAsync(
            () => GetAsync<RunReport>($"testruns/{id}/report"),
            report => report.Status is not (RunStatus.Pending or RunStatus.Queued or RunStatus.InProgress),
            atMost ?? TimeSpan.FromSeconds(40),
            $"run {id} ends"
        );
        return await GetAsync<RunReport>($"testruns/{id}/report");
    }

    private static Task<string> ReadAsync(string name) => File.ReadAllTextAsync(Path.Combine(Bank, name));

    private static Guid IdOf(JsonNode node) => node["id"]!.GetValue<Guid>();

    private async Task<T> GetAsync<T>(string path)
    {
        using var response = await http.GetAsync(new Uri(address, $"/api/v1/{path}"));
        await DemandSuccessAsync(response);
        return (await response.Content.ReadFromJsonAsync<T>(OrchestraJson.Options))!;
    }

    private async Task<JsonNode> PostAsync(
        string path,
        object body,
        string? idempotencyKey = null,
        CancellationToken cancellationToken = default
    )
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, new Uri(address, $"/api/v1/{path}"))
        {
            Content = JsonContent.Create(body, body.GetType()),
        };
        if (idempotencyKey is not null)
        {
            request.Headers.Add("Idempotency-Key", idempotencyKey);
        }

        using var response = await http.SendAsync(request, cancellationToken);
        await DemandSuccessAsync(response);
        return (await response.Content.ReadFromJsonAsync<JsonNode>(cancellationToken))!;
    }

    private static async Task DemandSuccessAsync(HttpResponseMessage response)
    {
        if (!response.IsSuccessStatusCode)
        {
            throw new HttpRequestException(
                $"{response.RequestMessage?.Method} {response.RequestMessage?.RequestUri} answered {(int)response.StatusCode}: {await response.Content.ReadAsStringAsync()}"
            );
        }
    }
}
