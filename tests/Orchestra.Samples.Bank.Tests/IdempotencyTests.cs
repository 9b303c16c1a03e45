namespace Orchestra.Samples.Bank.Tests;

[CancelAfter(60_000)]
public sealed class IdempotencyTests
{
    private static readonly string[] Keyless = ["notifyCustomer"];
    private BankHost _host = null!;
    private BankClient _bank = null!;
    private CreditProcess _process = null!;

    [SetUp]
    public async Task StartAsync()
    {
        _host = await BankHost.StartAsync();
        _bank = new BankClient(_host.Url, "idempotency");
        _process = new CreditProcess(_bank);
    }

    [TearDown]
    public async Task StopAsync()
    {
        _bank.Dispose();
        await _host.DisposeAsync();
    }

    [Test]
    public void Every_post_declares_the_key_but_the_notification()
    {
        var posts = BankFiles.OpenApi.Operations.Where(operation => operation.Method == HttpMethod.Post);

        Assert.That(posts.Where(operation => !operation.DeclaresIdempotencyKey).Select(operation => operation.Id), Is.EqualTo(Keyless));
    }

    [Test]
    public async Task A_request_sent_again_gets_the_stored_answer_and_has_no_second_effect()
    {
        var id = await _process.ScoredAsync();

        var first = await _bank.ExpectAsync(201, "createLoanAccount", id, """{"currency":"EUR"}""", "k");
        var second = await _bank.ExpectAsync(201, "createLoanAccount", id, """{"currency":"EUR"}""", "k");

        Assert.That(first.Replayed, Is.False);
        Assert.That(second.Replayed, Is.True);
        Assert.That(second.Body.ToJsonString(), Is.EqualTo(first.Body.ToJsonString()));
        Assert.That((await _bank.EffectsAsync())["createLoanAccount"], Is.EqualTo(1));
    }

    [Test]
    public async Task A_replay_keeps_the_location_and_the_answer_of_its_time()
    {
        var first = await _bank.ExpectAsync(201, "submitApplication", null, BankFiles.ApplicationOf(CreditProcess.Good), "k");
        await _process.DoAsync(200, "scoreApplicant", first.Id);

        var second = await _bank.ExpectAsync(201, "submitApplication", null, BankFiles.ApplicationOf(CreditProcess.Good), "k");

        Assert.That(second.Location, Is.EqualTo(first.Location));
        Assert.That(second.Text("status"), Is.EqualTo("SUBMITTED"));
    }

    [Test]
    public async Task The_key_with_another_body_or_path_is_refused_without_an_effect()
    {
        var (one, two) = (await _process.ScoredAsync(), await _process.ScoredAsync());
        await _bank.ExpectAsync(201, "createLoanAccount", one, """{"currency":"EUR"}""", "k");

        var otherBody = await _bank.ExpectAsync(409, "createLoanAccount", one, """{"currency":"USD"}""", "k");
        var otherPath = await _bank.ExpectAsync(409, "createLoanAccount", two, """{"currency":"EUR"}""", "k");

        Assert.That(otherBody.Text("message"), Is.EqualTo("the Idempotency-Key was used for another request"));
        Assert.That(otherPath.Text("message"), Is.EqualTo(otherBody.Text("message")));
        Assert.That((await _bank.EffectsAsync())["createLoanAccount"], Is.EqualTo(1));
    }

    [Test]
    public async Task Duplicates_in_parallel_have_one_effect_and_one_answer()
    {
        var body = BankFiles.ApplicationOf(CreditProcess.Good);

        var all = await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => _bank.CallAsync("submitApplication", null, body, "k")));

        Assert.That(all.Select(reply => reply.Status), Is.All.EqualTo(201));
        Assert.That(all.Select(reply => reply.Id).Distinct().Count(), Is.EqualTo(1));
        Assert.That(all.Count(reply => !reply.Replayed), Is.EqualTo(1));
        Assert.That((await _bank.EffectsAsync())["submitApplication"], Is.EqualTo(1));
        var log = await _bank.RequestsAsync();
        Assert.That(log.Count(row => row!["hadEffect"]!.GetValue<bool>()), Is.EqualTo(1));
        Assert.That(log.Count(row => row!["replayed"]!.GetValue<bool>()), Is.EqualTo(19));
    }

    [Test]
    public async Task Without_a_key_the_same_submission_counts_twice()
    {
        var body = BankFiles.ApplicationOf(CreditProcess.Good);
        await _bank.ExpectAsync(201, "submitApplication", body: body);
        await _bank.ExpectAsync(201, "submitApplication", body: body);

        Assert.That((await _bank.EffectsAsync())["submitApplication"], Is.EqualTo(2));
    }

    [Test]
    public async Task A_notification_does_not_honour_the_key()
    {
        var id = await _process.ScoredAsync();
        var body = CreditProcess.Bodies["notifyCustomer"];

        var first = await _bank.ExpectAsync(202, "notifyCustomer", id, body, "k");
        var second = await _bank.ExpectAsync(202, "notifyCustomer", id, body, "k");

        Assert.That(second.Id, Is.Not.EqualTo(first.Id));
        Assert.That(second.Replayed, Is.False);
        Assert.That((await _bank.EffectsAsync())["notifyCustomer"], Is.EqualTo(2));
    }

    [Test]
    public async Task A_refused_request_leaves_its_key_free()
    {
        var id = await _process.SubmittedAsync();
        await _bank.ExpectAsync(409, "createLoanAccount", id, """{"currency":"EUR"}""", "k");
        await _process.DoAsync(200, "scoreApplicant", id);

        var reply = await _bank.ExpectAsync(201, "createLoanAccount", id, """{"currency":"EUR"}""", "k");

        Assert.That(reply.Replayed, Is.False);
    }

    [Test]
    public async Task A_key_that_is_too_long_is_refused()
    {
        var body = BankFiles.ApplicationOf(CreditProcess.Good);

        await _bank.ExpectAsync(400, "submitApplication", null, body, new string('k', 201));
        await _bank.ExpectAsync(201, "submitApplication", null, body, new string('k', 200));
    }

    [Test]
    public async Task A_client_that_went_away_finds_its_effect_done_once_when_it_asks_again(CancellationToken cancellationToken)
    {
        await _bank.SetDelayAsync(TimeSpan.FromSeconds(1));
        var body = BankFiles.ApplicationOf(CreditProcess.Good);
        using var client = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var lost = _bank.CallAsync("submitApplication", null, body, "k", client.Token);
        await Eventually.HoldsAsync(async () => (await _bank.RequestsAsync()).Count == 1);
        await client.CancelAsync();
        Assert.That(async () => await lost, Throws.InstanceOf<OperationCanceledException>());

        var again = await _bank.ExpectAsync(201, "submitApplication", null, body, "k");

        Assert.That(again.Replayed, Is.True);
        Assert.That((await _bank.EffectsAsync())["submitApplication"], Is.EqualTo(1));
    }

    [Test]
    public async Task A_bank_stopped_before_the_commit_leaves_no_effect_and_a_free_key(CancellationToken cancellationToken)
    {
        await _bank.SetDelayAsync(TimeSpan.FromMinutes(1));
        var body = BankFiles.ApplicationOf(CreditProcess.Good);
        var lost = _bank.CallAsync("submitApplication", null, body, "k", cancellationToken);
        await Eventually.HoldsAsync(async () => (await _bank.RequestsAsync()).Count == 1);
        await _host.RestartAsync();
        Assert.That(await StatusOrNoneAsync(lost), Is.Null.Or.EqualTo(500));

        using var bank = new BankClient(_host.Url, "idempotency");
        Assert.That(await bank.EffectsAsync(), Is.Empty);
        var again = await bank.ExpectAsync(201, "submitApplication", null, body, "k");

        Assert.That(again.Replayed, Is.False);
        Assert.That((await bank.EffectsAsync())["submitApplication"], Is.EqualTo(1));
    }

    private static async Task<int?> StatusOrNoneAsync(Task<Reply> call)
    {
        try
        {
            return (await call).Status;
        }
        catch (HttpRequestException)
        {
            return null;
        }
    }
}
