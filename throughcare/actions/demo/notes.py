"""What people write beside a fact, in a sentence or two. Everything here is made up."""

from __future__ import annotations

from throughcare.facts.court import Disposal, ReportFormat
from throughcare.facts.risk import Register
from throughcare.facts.supervision import Meeting, Outcome

REPORT: dict[ReportFormat, tuple[str, ...]] = {
    ReportFormat.ORAL: (
        "Spoken in court after twenty minutes in the cells. Unpaid work and a rehabilitation activity proposed.",
        "Sentence wanted on the day. A community order proposed; checks asked by telephone.",
        "First time before the court in nine years. A fine or a short order proposed.",
    ),
    ReportFormat.SHORT: (
        "Works nights at a warehouse and can keep appointments in the morning. A community order proposed.",
        "Drinking is at the root of this. Alcohol treatment proposed, with rehabilitation activity days.",
        "Lives with parents, who came to court. A community order with unpaid work proposed.",
    ),
    ReportFormat.STANDARD: (
        "Two interviews and a call to the social worker. A programme on relationships proposed.",
        "Takes responsibility for some of it. A suspended sentence with a programme proposed.",
        "Custody is likely. If the court can avoid it, a suspended sentence with supervision is proposed.",
    ),
}

SENTENCE: dict[Disposal, tuple[str, ...]] = {
    Disposal.COMMUNITY_ORDER: (
        "Rehabilitation activity, at most 20 days, and 80 hours of unpaid work.",
        "Rehabilitation activity, at most 30 days.",
        "A curfew of eight weeks and rehabilitation activity, at most 15 days.",
        "Alcohol treatment for six months and rehabilitation activity, at most 20 days.",
    ),
    Disposal.SUSPENDED_SENTENCE_ORDER: (
        "Suspended for the length of the order. A programme on relationships and rehabilitation activity.",
        "Suspended for the length of the order. 120 hours of unpaid work.",
    ),
    Disposal.IMMEDIATE_CUSTODY: (
        "Half to be served, the rest on licence; then supervision until a year after release.",
        "To be released to the area where the family lives, if the address is approved.",
    ),
}

SEEN: dict[Meeting, tuple[str, ...]] = {
    Meeting.OFFICE: (
        "Came on time. Talked about work: two shifts a week so far.",
        "Has a date for the benefits appeal. We went through the letter together.",
        "Talked about what led up to the day of the offence, and what else could have been done.",
        "Quiet today. Says sleep is bad; will see the GP on Monday.",
        "Finished the third session on drinking. Kept the diary and brought it along.",
        "Sees the children at their grandmother's on Saturdays, and it goes well.",
        "Rent is behind by two weeks. Rang the housing officer from here; a plan is agreed.",
        "Worried about money before the end of the month. Gave the address of the food bank.",
        "Came with a friend who waited outside. Nothing new since last week.",
        "Unpaid work is going well; the supervisor has said so too.",
        "Talked through how to leave an argument before it gets loud. Has done it once.",
        "Has been clean for six weeks and is proud of it.",
        "Short meeting before a shift. New rota given for the next four weeks.",
        "Started a course at the college. Asked for a letter to the tutor and will get it.",
        "Upset about the anniversary of a death in the family. Stayed for an hour.",
        "Read the rules of supervision through again; said what each of them means.",
    ),
    Meeting.HOME: (
        "Tidy flat, shared with a brother who was there. Nothing of concern seen.",
        "Partner was in and joined us for a while. Spoke to both apart; will ask again next time.",
        "Damp in the bedroom; helped to write to the landlord. The children were at school.",
        "Lives in one room of a shared house. Knows two of the others by name.",
        "Mother lives there too and says that things are calmer than in spring.",
    ),
}

ABSENT: dict[Outcome, tuple[str, ...]] = {
    Outcome.ACCEPTABLE_ABSENCE: (
        "Rang in the morning: a child is ill. Another day given.",
        "At work; the employer has confirmed it.",
        "Hospital appointment, letter seen.",
        "Job interview at the same hour. Another day given.",
    ),
    Outcome.UNACCEPTABLE_ABSENCE: (
        "Did not come and cannot be reached. Warning letter sent.",
        "Did not come. Says by text that the bus was missed; this is the second time.",
        "Came an hour and a half late, when the interview rooms were closed.",
    ),
}

SEEN_BY_ANOTHER = (
    "Seen by the duty officer: the practitioner is not named yet.",
    "Seen at the group induction. Rules of the order explained.",
    "The practitioner was at court, so seen by somebody else of the team.",
)

CONCERN: dict[Register, tuple[str, ...]] = {
    Register.DOMESTIC_ABUSE: (
        "Police called to the address twice in the last year.",
        "The partner told the police that this has happened before.",
        "An order not to contact a former partner is in force until next spring.",
    ),
    Register.CHILD: (
        "Two children under ten live at the address. Children's services have a plan for them.",
        "Stays at weekends where a baby lives. The health visitor has been told.",
        "A child saw what happened. The school knows.",
    ),
}

CHANGE = (
    "Lost the tenancy and is staying with friends.",
    "A new relationship; the partner has two small children.",
    "Arrested at the weekend and released without charge so far.",
    "Drinking again since the job ended.",
    "Has moved back to the street where the victim's family lives.",
    "Separated last week. Says that it is not over.",
    "Says that tablets were stopped and that the thoughts are back.",
    "Was seen in the company that led to the last offence.",
)

TOLD = (
    ("Police", "Told the domestic abuse unit by telephone, and in writing the same day."),
    ("Children's services", "Spoke to the duty social worker; a reference number was given."),
    ("Housing", "Told the housing officer, who will move the visit forward."),
    ("Women's safety worker", "Told, so that the partner can be reached today."),
    ("Mental health team", "Spoke to the care coordinator; an appointment was brought forward."),
)

REVIEWED = (
    "Risk reviewed with the last six months in view. The plan stays as it is.",
    "The new address and the new work were weighed. Meetings go to once a fortnight.",
    "Reviewed after the change. Contact is weekly again until it has settled.",
    "The programme is finished. What was learnt there is now part of the plan.",
)

OVERSIGHT = (
    "Read the case and spoke to the practitioner. The plan fits the risk; the visit at home must not wait.",
    "The level is right. Ask the police again: their answer is four months old.",
    "Well kept. What is missing is a word with the partner, through the safety worker.",
    "Agreed to weekly meetings for two months. We look at it again then.",
)

ESCALATED = (
    "The risk has risen with what changed this week. In our view the case is one for you.",
    "Please look at the change that is on the record, and take the case if you see it as we do.",
)

DECIDED: dict[bool, tuple[str, ...]] = {
    True: ("Accepted. It will be allocated this week; please come to the handover.",),
    False: (
        "Declined: what is described was known before and is in the plan. Please ring if you see it otherwise.",
        "Declined: the analysis is from before the change. Please renew it and refer again.",
    ),
}

REALLOCATED = (
    "The practitioner has left the team. Handed over in a meeting of three.",
    "Caseloads were evened out. The person was told by letter and at the last meeting.",
    "The practitioner moved to the court team.",
)

CONVICTED = (
    "Fined for a theft from a shop.",
    "Driving without insurance; fined and points given.",
    "Drunk and disorderly; bound over for a year.",
    "Possession of cannabis; a conditional discharge.",
)

CONVICTED_WITH_ORDER = (
    "Common assault. The court asked for no new report and made another order.",
    "Theft. Another order was made, to run beside the first.",
)
