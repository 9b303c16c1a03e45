namespace Orchestra.Samples.Bank.Tests;

/// <summary>Brings applications to the states that tests start from, along the process.</summary>
internal sealed class CreditProcess(BankClient bank)
{
    public const string Good = "good-applicant";
    public const string Borderline = "borderline-applicant";
    public const string Poor = "poor-applicant";

    /// <summary>A fitting body of each operation that takes one, but for submission and payment.</summary>
    public static IReadOnlyDictionary<string, string> Bodies { get; } =
        new Dictionary<string, string>
        {
            ["reviewApplication"] = """{"reviewer":"r.viewer"}""",
            ["approveApplication"] = """{"reviewer":"r.viewer","reason":"steady income"}""",
            ["rejectApplication"] = """{"reviewer":"r.viewer","reason":"income not proven"}""",
            ["requestDocuments"] = """{"documentTypes":["INCOME_STATEMENT","IDENTITY"],"note":"of last year"}""",
            ["uploadDocument"] = """{"type":"INCOME_STATEMENT","fileName":"statement.pdf","content":"aW5jb21lIHN0YXRlbWVudA=="}""",
            ["createLoanAccount"] = """{"currency":"EUR"}""",
            ["prepareContract"] = """{"language":"DE"}""",
            ["signContract"] = """{"signedBy":"Ada Good"}""",
            ["checkCollateral"] = """{"type":"REAL_ESTATE","estimatedValue":120000}""",
            ["notifyCustomer"] = """{"channel":"EMAIL","message":"Your application was decided."}""",
            ["sendRejectionLetter"] = """{"language":"EN"}""",
        };

    public async Task<Guid> SubmittedAsync(string dataSet = Good) =>
        (await bank.ExpectAsync(201, "submitApplication", body: BankFiles.ApplicationOf(dataSet), key: bank.NextKey())).Id;

    public async Task<Guid> ScoredAsync(string dataSet = Good)
    {
        var id = await SubmittedAsync(dataSet);
        await bank.ExpectAsync(200, "scoreApplicant", id, key: bank.NextKey());
        return id;
    }

    public async Task<Guid> InReviewAsync()
    {
        var id = await ScoredAsync(Borderline);
        await DoAsync(201, "reviewApplication", id);
        return id;
    }

    public async Task<Guid> AwaitingDocumentsAsync()
    {
        var id = await InReviewAsync();
        await DoAsync(201, "requestDocuments", id);
        return id;
    }

    public async Task<(Guid Id, Guid ContractId)> WithContractAsync()
    {
        var id = await ScoredAsync();
        await DoAsync(201, "createLoanAccount", id);
        return (id, (await DoAsync(201, "prepareContract", id)).Id);
    }

    /// <summary>An approved application with all that a payment needs, and its account.</summary>
    public async Task<(Guid Id, Guid AccountId)> FulfilledAsync()
    {
        var id = await ScoredAsync();
        return (id, await FulfilAsync(id));
    }

    /// <summary>The parallel part of the process; answers the account's id.</summary>
    public async Task<Guid> FulfilAsync(Guid id)
    {
        var account = await DoAsync(201, "createLoanAccount", id);
        var contract = await DoAsync(201, "prepareContract", id);
        await DoAsync(200, "signContract", contract.Id);
        await DoAsync(202, "notifyCustomer", id);
        await DoAsync(201, "checkCollateral", id);
        return account.Id;
    }

    public Task<Reply> DisburseAsync(int status, Guid id, Guid accountId, string? key = null) =>
        bank.ExpectAsync(status, "disburseLoan", id, $$"""{"accountId":"{{accountId}}","reference":"loan"}""", key ?? bank.NextKey());

    /// <summary>Calls an operation with its fitting body and a new key.</summary>
    public Task<Reply> DoAsync(int status, string operationId, Guid id) =>
        bank.ExpectAsync(status, operationId, id, Bodies.GetValueOrDefault(operationId), bank.NextKey());
}
