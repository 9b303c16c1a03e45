using System.Text;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http;
using Npgsql;
using Orchestra.Contracts.Runs;
using Orchestra.Contracts.Scenarios;
using Orchestra.Secrets;
using Orchestra.Secrets.Keys;
using Orchestra.Testing.Builders;
using Orchestra.Testing.Processes;
using Orchestra.Testing.Waiting;

namespace Orchestra.Executor.Tests.Execution;

/// <summary>S19: what a run takes from the vault goes to the SUT, and nowhere else.</summary>
internal sealed class SecretTests : ExecutorFixture
{
    private const string MasterKey = "the-master-key-of-the-tests-0123456789";
    private const string Canary = "cAnary+secret/of=the &run\"42";
    private const string Plain = "plain-canary-of-a-query";
    private const string Lines = "first-line-of-the-canary\nsecond-line-of-the-canary";

    // Every form in which a canary could stand somewhere; the pieces are what would stay of it if only the whole were hidden.
    private static readonly string[] Forms =
    [
        Canary,
        Uri.EscapeDataString(Canary),
        System.Net.WebUtility.UrlEncode(Canary),
        Convert.ToBase64String(Encoding.UTF8.GetBytes(Canary)),
        // What is left of it behind a user name, whatever its length.
        Convert.ToBase64String(Encoding.UTF8.GetBytes("u:" + Canary))[4..^4],
        Convert.ToBase64String(Encoding.UTF8.GetBytes("us:" + Canary))[4..^4],
        Convert.ToHexString(Encoding.UTF8.GetBytes(Canary)),
        "cAnary",
        Plain,
        "first-line-of-the-canary",
        "second-line-of-the-canary",
    ];

    [Test]
    public async Task A_canary_reaches_the_target_and_stays_in_no_table_and_no_log()
    {
        await KeepAsync(Tenant, "CANARY", Canary);
        await KeepAsync(Tenant, "LINES", Lines);
        await KeepAsync(Tenant, "PLAIN", Plain);
        Target.On("/echo", EchoAsync);
        var run = await RunToEndAsync(A.Plan(EchoStep("{{secrets.CANARY}}", "{{secrets.LINES}}", "{{secrets.PLAIN}}")));

        var request = Target.Requests.Single(received => received.Target.StartsWith("/echo", StringComparison.Ordinal));
        Assert.That(request.Headers["x-own"], Is.EqualTo(Canary), "the target got the value");
        Assert.That(run.Text, Does.Contain("canary").And.Contain("x-own"), "the tables were read");
        using (Assert.EnterMultipleScope())
        {
            foreach (var form in Forms)
            {
                Assert.That(run.Text, Does.Not.Contain(form), "a table");
                Assert.That(run.Log, Does.Not.Contain(form), "the log");
            }
        }
    }

    [Test]
    public async Task The_same_search_finds_a_canary_that_is_no_secret()
    {
        Target.On("/echo", EchoAsync);
        var run = await RunToEndAsync(A.Plan(EchoStep(Canary, Lines, Plain)));

        Assert.That(run.Text, Does.Contain("cAnary").And.Contain(Plain).And.Contain("first-line-of-the-canary"));
        Assert.That(
            run.Text,
            Does.Contain(Convert.ToBase64String(Encoding.UTF8.GetBytes(Canary)))
                .And.Contain(Convert.ToHexString(Encoding.UTF8.GetBytes(Canary)))
        );
    }

    [Test]
    public async Task A_secret_that_is_not_there_is_named_and_nothing_is_sent()
    {
        await KeepAsync(A.Id(), "THEIRS", "another tenant's secret");
        Target.On("/ok", 200, "{}");
        var step = Step("needs", "/ok", "POST", body: JsonValue.Create("{{secrets.THEIRS}}"));

        var run = await RunToEndAsync(A.Plan(step));

        Assert.That(run.Status, Is.EqualTo("BROKEN"));
        Assert.That(run.Text, Does.Contain("VALIDATION_ERROR").And.Contain("there is no secret 'THEIRS'"));
        Assert.That(Target.Requests, Is.Empty);
    }

    [Test]
    public async Task A_canary_in_an_answer_that_is_too_large_for_the_journal_is_hidden_in_all_of_it()
    {
        await KeepAsync(Tenant, "CANARY", Canary);
        Target.On("/echo", http => EchoAsync(http, new string('x', 400_000)));
        await RunToEndAsync(A.Plan(EchoStep("{{secrets.CANARY}}", "", "")));

        var kept = await Database.ScalarAsync<string>(
            "select convert_from(string_agg(content, ''::bytea order by artifact_id, number), 'UTF8') from runs.artifact_chunk"
        );
        Assert.That(kept, Does.Contain("xxx").And.Contain("before ••• after"));
        foreach (var form in Forms)
        {
            Assert.That(kept, Does.Not.Contain(form));
        }
    }

    private ScenarioStep EchoStep(string value, string lines, string plain)
    {
        var step = A.Step("canary", Target.Url + "/echo?q=" + plain, "POST");
        var input = step.Action.InputTemplate with
        {
            Headers = new Dictionary<string, JsonNode?> { ["x-own"] = value },
            Cookies = new Dictionary<string, JsonNode?> { ["own"] = value },
            Body = new JsonObject
            {
                ["own"] = value,
                ["lines"] = lines,
                ["inside"] = $"before {value} after",
            },
        };
        return step with
        {
            Action = step.Action with
            {
                InputTemplate = input,
                Meta = new StepMeta { ExportAs = new Dictionary<string, JsonNode?> { ["own"] = "{{response.body.sent.own}}" } },
            },
            Expectations = new StepExpectations
            {
                BusinessRules = [new BusinessRule("{{response.body.sent.own}}", "eq", "something else")],
            },
        };
    }

    // The target says what it got in every way that it can, in two chunks.
    private Task EchoAsync(HttpContext context) => EchoAsync(context, "");

    private async Task EchoAsync(HttpContext context, string before)
    {
        var sent = JsonNode.Parse(Target.Requests[^1].Text);
        var own = (string)sent!["own"]!;
        var bytes = Encoding.UTF8.GetBytes(own);
        var answer = new JsonObject
        {
            ["before"] = before,
            ["sent"] = sent.DeepClone(),
            ["url"] = Uri.EscapeDataString(own),
            ["form"] = System.Net.WebUtility.UrlEncode(own),
            ["base64"] = Convert.ToBase64String(bytes),
            ["basic"] = Convert.ToBase64String(Encoding.UTF8.GetBytes("u:" + own)),
            ["basic2"] = Convert.ToBase64String(Encoding.UTF8.GetBytes("us:" + own)),
            ["hex"] = Convert.ToHexString(bytes),
            ["error"] = $"System.Exception: refused {own} at line 1",
            [own] = "as a key",
        };
        var text = answer.ToJsonString();
        context.Response.ContentType = "application/json";
        context.Response.Headers["x-echo"] = context.Request.Headers["x-own"];
        var half = text.IndexOf("cAnary", StringComparison.Ordinal) + 3;
        await context.Response.WriteAsync(text[..half]);
        await context.Response.Body.FlushAsync();
        await context.Response.WriteAsync(text[half..]);
    }

    private async Task<(string Status, string Text, string Log)> RunToEndAsync(RunPlan plan)
    {
        await using var executor = await ServiceProcess.StartAsync(
            "Orchestra.Executor",
            new Dictionary<string, string>
            {
                ["ConnectionStrings__orchestra_worker"] = Database.WorkerConnectionString,
                ["ConnectionStrings__messaging"] = "amqp://nobody:nothing@127.0.0.1:1/",
                ["Executor__PollEvery"] = "00:00:00.1",
                ["Secrets__MasterKey"] = MasterKey,
                ["Logging__LogLevel__Default"] = "Debug",
            }
        );
        var run = await AcceptAsync(plan);
        await Eventually.IsTrueAsync(
            async () => await StatusAsync(run) is not ("PENDING" or "QUEUED" or "IN_PROGRESS"),
            TimeSpan.FromSeconds(20),
            "the run has ended"
        );
        return (await StatusAsync(run), await AllTablesAsync(), string.Join('\n', executor.Output));
    }

    // Every table of every schema, but for the vault's own.
    private async Task<string> AllTablesAsync()
    {
        await using var connection = new NpgsqlConnection(Database.AdminConnectionString);
        await connection.OpenAsync();
        var tables = new List<string>();
        await using (
            var command = new NpgsqlCommand(
                """
                select c.oid::regclass::text from pg_class c join pg_namespace n on n.oid = c.relnamespace
                where c.relkind = 'r' and n.nspname not in ('pg_catalog', 'information_schema', 'pg_toast', 'secrets')
                """,
                connection
            )
        )
        await using (var reader = await command.ExecuteReaderAsync())
        {
            while (await reader.ReadAsync())
            {
                tables.Add(reader.GetString(0));
            }
        }

        var text = new StringBuilder();
        foreach (var table in tables)
        {
            await using var command = new NpgsqlCommand($"select row_to_json(t)::text from {table} t", connection);
            await using var reader = await command.ExecuteReaderAsync();
            while (await reader.ReadAsync())
            {
                text.AppendLine(reader.GetString(0).Replace("\\\"", "\"", StringComparison.Ordinal));
            }
        }

        return text.ToString();
    }

    private async Task KeepAsync(Guid tenant, string name, string value)
    {
        await using var connection = await Database.App.OpenConnectionAsync();
        await using var command = new NpgsqlCommand("select set_config('orchestra.tenant_id', @tenant, false)", connection);
        command.Parameters.AddWithValue("tenant", tenant.ToString());
        await command.ExecuteNonQueryAsync();
        await new SecretStore(MasterKeys.Parse(MasterKey, "the test")).CreateAsync(
            connection,
            tenant,
            A.Id(),
            name,
            value,
            "me",
            CancellationToken.None
        );
    }
}
