using System.Text.Json.Nodes;
using Orchestra.Contracts.Runs;
using Orchestra.Contracts.Scenarios;
using Orchestra.Testing.Waiting;

namespace Orchestra.Engine.Tests.Plugins.Db;

internal sealed class StatementTests : DbPluginFixture
{
    private const string Id = "0198a000-0000-7000-8000-000000000001";

    [Test]
    public async Task Rows_come_as_json_with_the_types_of_their_columns()
    {
        await RunAsync(
            $$"""insert into loans values ('{{Id}}', 'OPEN', 12.50, '2026-01-31T10:00:00Z', '{"a": [1]}', '{x,y}'), ('0198a000-0000-7000-8000-000000000002', 'SHUT', null, null, null, null)"""
        );

        var verdict = await ExecuteAsync(Step("select *, amount > 1 as large, 7 as seven from loans order by id"));

        Assert.That(verdict.Status, Is.EqualTo(StepStatus.Passed), Told(verdict));
        Assert.That(
            verdict.Payload.DbResult!.ToJsonString(),
            Is.EqualTo(
                """{"rows":[{"id":"ID","state":"OPEN","amount":12.50,"at":"2026-01-31T10:00:00Z","doc":{"a":[1]},"tags":["x","y"],"large":true,"seven":7},""".Replace(
                    "ID",
                    Id,
                    StringComparison.Ordinal
                )
                    + """{"id":"0198a000-0000-7000-8000-000000000002","state":"SHUT","amount":null,"at":null,"doc":null,"tags":null,"large":null,"seven":7}],"rowCount":2,"truncated":false}"""
            )
        );
    }

    [Test]
    public async Task A_template_becomes_a_parameter_and_never_sql()
    {
        await RunAsync($"insert into loans values ('{Id}', 'OPEN')");
        var data = new JsonObject { ["id"] = Id, ["state"] = "'; drop table loans; --" };

        var found = await ExecuteAsync(
            Step(
                "select state from loans where id = {{data.id}} and state <> {{data.state}} and amount is not distinct from @amount",
                parameters: new Dictionary<string, JsonNode?> { ["amount"] = null }
            ),
            data
        );

        Assert.That(found.Status, Is.EqualTo(StepStatus.Passed), Told(found));
        Assert.That(found.Payload.DbResult!["rows"]!.ToJsonString(), Is.EqualTo("""[{"state":"OPEN"}]"""));
        Assert.That(found.Payload.Sent!["sql"]!.ToString(), Does.Contain("id = @orchestra_value_0 and state <> @orchestra_value_1"));
        Assert.That(await CountAsync(), Is.EqualTo(1));
    }

    [TestCase("select '{{data.id}}'", "inside quotes")]
    [TestCase("select 1 -- {{data.id}}", "inside quotes or a comment")]
    [TestCase("select $x$ {{data.id}} $x$", "inside quotes")]
    [TestCase("select 1; drop table loans", "more than one statement")]
    [TestCase("select 1; {{data.id}}", "more than one statement")]
    [TestCase("/* ; */ drop table loans", "begins with DROP")]
    [TestCase("copy loans to program 'id'", "begins with COPY")]
    [TestCase("set statement_timeout = 0", "begins with SET")]
    [TestCase("do $$ begin end $$", "begins with DO")]
    [TestCase("delete from loans", "meta.write")]
    [TestCase("  ", "begins with nothing")]
    public async Task What_is_no_single_statement_of_rows_is_refused_before_anything_is_sent(string sql, string why)
    {
        var verdict = await ExecuteAsync(Step(sql), new JsonObject { ["id"] = Id });

        Assert.That(verdict.Status, Is.EqualTo(StepStatus.Broken));
        Assert.That(Told(verdict), Does.StartWith("ValidationError input").And.Contain(why));
        Assert.That(verdict.Payload.Reason, Is.EqualTo("nothing was sent"));
    }

    [TestCase("select 'a;b' as v;", "a;b")]
    [TestCase("select E'a\\';b' as v", "a';b")]
    [TestCase("select $q$a;'b$q$ as v -- ; end", "a;'b")]
    [TestCase("/* a /* nested ; */ */ select 'x' as \"v\"", "x")]
    public async Task Semicolons_and_quotes_inside_texts_are_text(string sql, string value)
    {
        var verdict = await ExecuteAsync(Step(sql));

        Assert.That(verdict.Status, Is.EqualTo(StepStatus.Passed), Told(verdict));
        Assert.That(verdict.Payload.DbResult!["rows"]![0]!["v"]!.ToString(), Is.EqualTo(value));
    }

    [Test]
    public async Task A_write_needs_the_steps_word_and_the_profiles()
    {
        var step = Step(
            "insert into loans (id, state) values ({{data.id}}, 'NEW') returning state",
            meta: new StepMeta { Write = true, TimeoutMs = 5_000 }
        );
        var data = new JsonObject { ["id"] = Id };

        var refused = await ExecuteAsync(step, data);
        var done = await ExecuteAsync(step, data, Profile with { AllowWrites = true });
        var twice = await ExecuteAsync(step, data, Profile with { AllowWrites = true });

        Assert.That(Told(refused), Does.Contain("does not allow writes"));
        Assert.That(done.Status, Is.EqualTo(StepStatus.Passed), Told(done));
        Assert.That(done.Payload.DbResult!.ToJsonString(), Is.EqualTo("""{"rows":[{"state":"NEW"}],"rowCount":1,"truncated":false}"""));
        Assert.That(twice.Status, Is.EqualTo(StepStatus.Failed), "the database does not take it twice");
        Assert.That(Told(twice), Does.StartWith("DbAssertionFailed sql.23505"));
        Assert.That(await CountAsync(), Is.EqualTo(1));
    }

    [Test]
    public async Task A_function_that_writes_is_stopped_by_the_read_only_transaction()
    {
        await RunAsync("create or replace function sneak() returns int language sql as $$ delete from loans; select 1 $$");
        await RunAsync($"insert into loans values ('{Id}', 'OPEN')");

        var verdict = await ExecuteAsync(Step("select sneak(), set_config('transaction_read_only', 'off', true)"));

        Assert.That(verdict.Status, Is.EqualTo(StepStatus.Broken));
        Assert.That(Told(verdict), Does.Contain("25006"));
        Assert.That(await CountAsync(), Is.EqualTo(1));
    }

    [Test]
    public async Task Ten_million_rows_end_at_the_cap_and_say_so()
    {
        var before = GC.GetTotalAllocatedBytes();

        var verdict = await ExecuteAsync(Step("select generate_series(1, 10000000) as g, repeat('x', 20) as text"));

        Assert.That(verdict.Status, Is.EqualTo(StepStatus.Passed), Told(verdict));
        Assert.That(verdict.Payload.DbResult!["truncated"]!.GetValue<bool>(), Is.True);
        Assert.That(verdict.Payload.DbResult!["rows"]!.AsArray(), Has.Count.EqualTo(1_000));
        Assert.That(GC.GetTotalAllocatedBytes() - before, Is.LessThan(64 * 1024 * 1024));
    }

    [Test]
    public async Task A_statement_that_takes_too_long_is_the_databases_fault_and_ends_there_too()
    {
        var verdict = await ExecuteAsync(Step("select pg_sleep(1000)", meta: new StepMeta { TimeoutMs = 300 }));

        Assert.That(verdict.Status, Is.EqualTo(StepStatus.Failed));
        Assert.That(Told(verdict), Does.StartWith("Timeout timeout"));
        await using var command = Sut.CreateCommand(
            "select count(*) from pg_stat_activity where application_name = 'orchestra' and datname = current_database() and state = 'active'"
        );
        await Eventually.IsTrueAsync(
            async () => (long)(await command.ExecuteScalarAsync())! == 0,
            TimeSpan.FromSeconds(20),
            "the statement's end at the server"
        );
    }
}
